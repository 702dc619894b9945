import type { StoreAlarm } from '../alarms/store-alarms.ts';
import type { Known } from '../known.ts';

/** How a store is doing, as AWS’s APIs tell it. Times are milliseconds since the epoch. */
export interface StoreStatus {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  readonly atMs: number;
  readonly services: readonly ServiceState[];
  readonly databases: Known<readonly DatabaseState[]>;
  readonly caches: Known<readonly CacheState[]>;
  readonly edge: Known<EdgeState>;
  /** Those in `ALARM`, without those that only scale. */
  readonly alarms: Known<readonly StoreAlarm[]>;
}

/** A service of ECS. */
export interface ServiceState {
  /** As people call it, such as `web`. */
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** The revision of the task definition, such as `12`. */
  readonly revision: string;
  /** Tag or digest of the image that its first container runs. */
  readonly image: string;
  /** When the deployment began that runs now. */
  readonly deployedMs: number | undefined;
  /** `COMPLETED`, `IN_PROGRESS` or `FAILED`. */
  readonly rollout: string | undefined;
  readonly rolloutReason: string | undefined;
  /** How many targets of the load balancer have which state. */
  readonly targets: Readonly<Record<string, number>>;
  readonly unhealthyBecause: readonly string[];
  /** Undefined where nothing scales it. */
  readonly scaling:
    | {
        readonly min: number;
        readonly max: number;
        readonly suspended: readonly string[];
        /** When `store:scale --for` ends, which has set the bounds. */
        readonly heldUntilMs: number | undefined;
      }
    | undefined;
  /** The newest first. */
  readonly events: readonly { readonly atMs: number; readonly message: string }[];
}

/** An instance of RDS. */
export interface DatabaseState {
  readonly name: string;
  readonly status: string;
  readonly engine: string;
  readonly size: string;
  readonly isMultiAz: boolean;
  readonly isReplica: boolean;
}

/** A replication group of ElastiCache. */
export interface CacheState {
  readonly name: string;
  readonly status: string;
  readonly size: string;
  readonly nodes: number;
  /** `enabled`, `disabled`, `enabling` or `disabling`. */
  readonly failover: string;
}

/** The distribution of CloudFront. */
export interface EdgeState {
  readonly id: string;
  /** `Deployed`, or `InProgress` while a change is on its way to the edge locations. */
  readonly status: string;
  readonly isEnabled: boolean;
  readonly domainName: string;
}
