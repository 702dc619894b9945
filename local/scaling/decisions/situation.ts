import type { AlarmState } from '../alarms/alarm.ts';
import type { StepScalingPolicy, TargetTrackingPolicy } from '../policies/scaling-policy.ts';

/** An alarm as a decision sees it. */
export interface AlarmReading {
  readonly alarmName: string;
  readonly state: AlarmState;
  /** Of the alarm's recent datapoints; undefined while there are none, or where it was not evaluated just now. */
  readonly value?: number;
  /** Whether somebody has disabled its actions, so that a policy does not hear of it. */
  readonly areActionsDisabled?: boolean;
  /** Whether there is no such alarm. */
  readonly isAbsent?: boolean;
}

/** What a decision sees of a policy that is the action of no alarm. */
export const noAlarm: AlarmReading = { alarmName: '', state: 'INSUFFICIENT_DATA', isAbsent: true };

/** The last change of capacity that a policy made, as far as it still matters. */
export interface Cooldown {
  readonly direction: 'out' | 'in';
  /** Tasks that ran before the change, and those that it asked for. */
  readonly from: number;
  readonly to: number;
  /** Milliseconds since the epoch; undefined while the change is not fulfilled: the cooldown begins with its end. */
  readonly untilMs?: number;
}

/** A target tracking policy with the state of its two alarms. */
export interface TrackingSituation {
  readonly policy: TargetTrackingPolicy;
  readonly high: AlarmReading;
  /** Absent where the policy must not scale in. */
  readonly low?: AlarmReading;
  readonly cooldown?: Cooldown;
}

/** A step scaling policy with the alarm whose action it is. */
export interface StepSituation {
  readonly policy: StepScalingPolicy;
  readonly alarm: AlarmReading;
  readonly threshold: number;
  readonly cooldown?: Cooldown;
}

export type PolicySituation = TrackingSituation | StepSituation;

/** All that a decision on the number of a service's tasks depends on. */
export interface Situation {
  readonly nowMs: number;
  readonly runningCount: number;
  readonly desiredCount: number;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** A deployment of the service is under way. */
  readonly isDeploying: boolean;
  /** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html */
  readonly isScaleOutSuspended: boolean;
  readonly isScaleInSuspended: boolean;
  readonly policies: readonly PolicySituation[];
}

export function isTracking(situation: PolicySituation): situation is TrackingSituation {
  return situation.policy.kind === 'target-tracking';
}
