import type { DeploymentImages, HealthStatus } from './cluster-state.ts';

/** An observed event. Facts can arrive late, twice or, after a crash, all at once. */
export type Fact =
  | {
      readonly type: 'taskProvisioned';
      readonly taskId: string;
      readonly privateIp: string;
      /** Container name to engine id and image digest. */
      readonly containers: Readonly<
        Record<string, { readonly runtimeId: string; readonly imageDigest: string }>
      >;
      /** What the other tasks of its deployment run too. */
      readonly images?: DeploymentImages;
    }
  /** `reason` is ECS's text, such as `CannotPullContainerError: ...` or `ResourceInitializationError: ...`. */
  | { readonly type: 'taskFailedToStart'; readonly taskId: string; readonly reason: string }
  | { readonly type: 'containerStarted'; readonly taskId: string; readonly container: string }
  | {
      readonly type: 'containerExited';
      readonly taskId: string;
      readonly container: string;
      readonly exitCode: number;
      readonly outOfMemory: boolean;
      /** When it ended, in milliseconds since the epoch; `now` when absent. */
      readonly at?: number;
    }
  /** The engine no longer has it and cannot say how it ended. */
  | { readonly type: 'containerMissing'; readonly taskId: string; readonly container: string }
  | {
      readonly type: 'containerHealth';
      readonly taskId: string;
      readonly container: string;
      readonly health: HealthStatus;
    }
  /** `initial` confirms that the target is registered: the task is RUNNING from then on. */
  | {
      readonly type: 'targetHealth';
      readonly taskId: string;
      readonly targetGroup: string;
      readonly state: 'initial' | 'healthy' | 'unhealthy';
      readonly reason?: string;
      readonly description?: string;
    }
  /** The deregistration delay is over, or its last established request is. */
  | { readonly type: 'targetDrained'; readonly taskId: string; readonly targetGroup: string }
  | { readonly type: 'taskRemoved'; readonly taskId: string }
  /** Names of the alarms that are in ALARM now. */
  | { readonly type: 'alarms'; readonly inAlarm: readonly string[] };
