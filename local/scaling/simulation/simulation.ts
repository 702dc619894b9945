import type { AlarmRule } from '../alarms/alarm.ts';
import type { Decision } from '../decisions/decision.ts';
import type { StepScalingPolicy, TargetTrackingPolicy } from '../policies/scaling-policy.ts';
import type { ScalableTargetState } from '../targets/scalable-target.ts';
import type { Bounds } from '../targets/set-bounds.ts';
import type { Served, ServiceModel } from './service-model.ts';

/** A metric that the simulated service has. */
export type SimulatedMetric = 'cpu' | 'memory' | 'requests' | 'queue-latency' | 'backlog-per-task';

/** A policy with the metric that its alarms watch; the alarm of a step policy is not its own. */
export type SimulatedPolicy =
  | { readonly policy: TargetTrackingPolicy; readonly metric: SimulatedMetric }
  | { readonly policy: StepScalingPolicy; readonly metric: SimulatedMetric; readonly alarm: AlarmRule };

/** New bounds at a time: one occurrence of a scheduled action. */
export interface ScheduledBounds extends Bounds {
  readonly name: string;
  readonly atMs: number;
}

/** A load on a service, minute by minute, and how it is scaled. */
export interface Simulation {
  /** Of each minute. */
  readonly requests: readonly number[];
  readonly model: ServiceModel;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly policies: readonly SimulatedPolicy[];
  /** How long a datapoint of a minute takes until an alarm sees it. */
  readonly deliverySeconds: number;
  /** The same for metrics of 20 seconds. */
  readonly highResolutionDeliverySeconds?: number;
  /** Tasks at the beginning; the minimum where absent. */
  readonly initialCapacity?: number;
  /** When the first minute begins, in milliseconds since the epoch, on a whole minute; 0 where absent. */
  readonly startMs?: number;
  /** In the order of their times. */
  readonly scheduled?: readonly ScheduledBounds[];
}

/** What AWS takes until an alarm sees a datapoint. Assumed: it follows from AWS's benchmarks of 363 s and of 86 s. */
export const awsDelivery = { deliverySeconds: 150, highResolutionDeliverySeconds: 15 } as const;

/** How the service was in one minute, and what was decided at its end. */
export interface SimulatedMinute extends Served {
  readonly requests: number;
  readonly runningCount: number;
  /** Tasks that do not answer yet; they cost as much as others. */
  readonly startingCount: number;
  readonly desiredCount: number;
  readonly decision: Decision;
}

export interface Simulated {
  readonly minutes: readonly SimulatedMinute[];
  /** With its activities. */
  readonly target: ScalableTargetState;
}
