import type { Clock } from '../../../time/clock.ts';
import type { TargetState } from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';
import type { BalancedWorkload } from './configuration/render-haproxy.ts';
import type { Probe } from './health/probe.ts';
import type { KnownTarget, Target } from './health/target.ts';
import type { TargetStatistics } from './runtime/statistics.ts';

/** A target that the state on disk speaks of. */
export interface RecordedTarget extends Target {
  readonly state: TargetState['state'];
  readonly reason?: string;
  readonly description?: string;
  readonly drainingSince?: number;
}

/** The local Application Load Balancer: HAProxy, and the health checks that decide whom it serves. */
export interface LoadBalancer {
  /** Takes the definition's listeners and target groups; without a change it does nothing. */
  configure(workload: BalancedWorkload): void;
  /**
   * Takes over the targets that there shall be, with their recorded health: at the start of the control plane.
   * HAProxy is left alone until this and `configure` were called once.
   */
  reconcile(targets: readonly RecordedTarget[]): void;
  /** Adds a target and begins to check it; does nothing when it is already there. */
  register(target: Target): void;
  /** Ends new requests to a target; `targetDrained` follows, also for one that is not there. */
  deregister(taskId: string, targetGroup: string): void;
  /** Resolves when HAProxy is as wanted. */
  settled(): Promise<void>;
  /** Counters since HAProxy's last reload. Raises `LOAD_BALANCER_UNREACHABLE`. */
  statistics(): Promise<readonly TargetStatistics[]>;
  targets(): readonly KnownTarget[];
  /** Ends all checks; HAProxy keeps running. Resolves when nothing is in progress any more. */
  close(): Promise<void>;
}

export interface LoadBalancerOptions {
  /** The shared folder, `/run/parity/load-balancer`. */
  readonly folder: string;
  readonly onFact: (fact: Fact) => void;
  /** Told when HAProxy cannot be made as wanted; it is tried again until it can. */
  readonly onFailure: (error: unknown) => void;
  /** For HTTPS listeners: a PEM file beside its `.key`. */
  readonly certificatePath?: string;
  readonly requestLog?: boolean;
  readonly probe?: Probe;
  readonly clock?: Clock;
}
