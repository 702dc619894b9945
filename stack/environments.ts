/** Where the store runs. Production is the plain reading of the architecture; the others change numbers only. */
export type EnvironmentName = 'local' | 'staging' | 'production';

/** How many tasks a service may have; scaling moves between the two. */
export interface TaskRange {
  readonly min: number;
  readonly max: number;
}

/** All that differs between environments: numbers and names, never the shape. */
export interface Environment {
  /** Left out where the account is that of the credentials that deploy. */
  readonly account?: string;
  readonly web: TaskRange;
  readonly worker: TaskRange;
  /** How long a deregistered target may finish its requests, in seconds. */
  readonly deregistrationDelaySeconds: number;
  readonly targetHealthIntervalSeconds: number;
  readonly containerHealthIntervalSeconds: number;
  /** How long failed health checks of a new task are forgiven, in seconds. */
  readonly healthCheckGraceSeconds: number;
  /** How long browsers must insist on HTTPS, in seconds; 0 would undo an earlier answer. */
  readonly hstsSeconds: number;
  readonly backupRetentionDays: number;
  readonly isProtectedFromDeletion: boolean;
}

const production: Environment = {
  web: { min: 2, max: 10 },
  worker: { min: 1, max: 5 },
  deregistrationDelaySeconds: 30,
  targetHealthIntervalSeconds: 15,
  containerHealthIntervalSeconds: 30,
  healthCheckGraceSeconds: 120,
  hstsSeconds: 365 * 24 * 3600,
  backupRetentionDays: 7,
  isProtectedFromDeletion: true,
};

/** The environments by name. */
export const environments: Readonly<Record<EnvironmentName, Environment>> = {
  production,
  staging: {
    ...production,
    web: { min: 1, max: 3 },
    worker: { min: 1, max: 2 },
    backupRetentionDays: 1,
    isProtectedFromDeletion: false,
  },
  local: {
    ...production,
    account: '000000000000',
    deregistrationDelaySeconds: 5,
    targetHealthIntervalSeconds: 5,
    containerHealthIntervalSeconds: 10,
    healthCheckGraceSeconds: 180,
    // A browser would hold it against every other server on localhost.
    hstsSeconds: 0,
    isProtectedFromDeletion: false,
  },
};
