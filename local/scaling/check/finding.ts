/** The rules, as acknowledgements name them. */
export const checkRules = [
  'policy-never-acts',
  'policy-never-comes-back',
  'metric-not-in-proportion',
  'slow-to-the-maximum',
  'grace-period',
  'stop-timeout',
  'deregistration-delay',
  'database-connections',
  'redis-clients',
  'fargate-quota',
  'subnet-addresses',
  'numbered-days',
] as const;

export type CheckRule = (typeof checkRules)[number];

/** Something in a definition that cannot work as it is meant. */
export interface Finding {
  readonly rule: CheckRule;
  /** Logical id of the resource that has it. */
  readonly logicalId: string;
  /** What is wrong, with its numbers, as one sentence or two. */
  readonly message: string;
  /** What would mend it. */
  readonly mend: string;
  /** The numbers of the message, by name. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Why it stays as it is; absent where nobody has said so. */
  readonly acknowledged?: string;
  /** The same for other figures than those that the finding has: it says nothing about these. */
  readonly acknowledgedForOtherFigures?: string;
}

/** Why a finding stays as it is. */
export interface Acknowledgement {
  readonly reason: string;
  /** Numbers that the finding has to have; if absent, those that it has by the stated facts. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** Acknowledgements by rule, by the logical id of the resource. */
export type Acknowledgements = Readonly<Record<string, Readonly<Record<string, Acknowledgement>>>>;
