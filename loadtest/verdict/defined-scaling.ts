import type { AlarmRule } from '../../local/scaling/alarms/alarm.ts';

/** The policies that a definition has for a service. */
export interface DefinedScaling {
  /** Its name, as in the environment. */
  readonly service: string;
  readonly policies: readonly DefinedPolicy[];
}

export interface DefinedPolicy {
  readonly policyName: string;
  /** Of the alarm that has a step scaling policy as its action; target tracking makes its own. */
  readonly alarm?: AlarmRule;
}
