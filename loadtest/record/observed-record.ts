import type { RecordedValue, ScalingRecord } from '../../local/scaling/words/scaling-record.ts';

/**
 * What the AWS APIs told of the environment while it was under load. Times are milliseconds since the epoch, of the clock
 * of the machine that runs the test.
 */
export interface ObservedRecord {
  readonly services: readonly ObservedService[];
  /** When the endpoint did not answer. */
  readonly gaps: readonly ObservationGap[];
  /** How much the clock of the endpoint was ahead of this machine's; taken off all times already. */
  readonly clockAheadMs: number;
  /** Of load balancers, as a whole, and of distributions; each says of which one it is. */
  readonly metrics?: readonly ObservedMetric[];
  /** What could not be read at the end, in sentences, such as the last minute of metrics. Absent where nothing is missing. */
  readonly missing?: readonly string[];
}

export interface ObservedService {
  readonly cluster: string;
  readonly service: string;
  /** Every few seconds, the oldest first. */
  readonly samples: readonly ServiceSample[];
  /** Events of the service since the test began, the oldest first. */
  readonly events: readonly { readonly atMs: number; readonly message: string }[];
  /** Bounds, policies with their alarms, activities and task counts; absent where the service is not scaled. */
  readonly scaling?: ScalingRecord;
  /** Metrics to look at, the ones of alarms aside. */
  readonly metrics: readonly ObservedMetric[];
}

export interface ServiceSample {
  readonly atMs: number;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  /** In the target group that has the fewest; absent where it has none. */
  readonly healthyTargets?: number;
  readonly deployments: readonly {
    readonly id: string;
    readonly startMs: number;
    readonly rolloutState: string;
  }[];
}

export interface ObservedMetric {
  /** Such as `AWS/ECS`. */
  readonly namespace: string;
  /** Such as `CPUUtilization`. */
  readonly name: string;
  /** Such as `Average` or `p95`. */
  readonly statistic: string;
  /** Such as `Percent`; absent where CloudWatch has none. */
  readonly unit?: string;
  /** The load balancer, target group or distribution, as in its dimension; absent where it is of the service itself. */
  readonly resource?: string;
  /** Real seconds: a time scale shortens periods. */
  readonly periodSeconds: number;
  readonly values: readonly RecordedValue[];
}

export interface ObservationGap {
  readonly fromMs: number;
  readonly toMs: number;
  /** What the last failed request said. */
  readonly reason: string;
}
