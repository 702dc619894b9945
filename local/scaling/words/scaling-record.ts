import type { AlarmRule, AlarmState } from '../alarms/alarm.ts';
import type { StepScalingPolicy, TargetTrackingPolicy } from '../policies/scaling-policy.ts';

/** What the APIs of AWS tell of how a service was scaled. Times are milliseconds since the epoch. */
export interface ScalingRecord {
  /** Such as `service/CLUSTER/SERVICE`. */
  readonly resourceId: string;
  /** How many times as fast metrics, alarms and cooldowns run: 1 on AWS. What is here of them is not shortened by it. */
  readonly timeScale: number;
  /** When the service was registered for scaling; absent where it is not known. */
  readonly registeredMs?: number;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly isScaleOutSuspended: boolean;
  readonly isScaleInSuspended: boolean;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly deployments: readonly RecordedDeployment[];
  readonly policies: readonly RecordedPolicy[];
  /** Policies that are the action of no alarm, so that they never act. */
  readonly idlePolicies?: readonly StepScalingPolicy[];
  /** The newest first. */
  readonly activities: readonly RecordedActivity[];
  /** Tasks that ran, by minute, the oldest first; without the minutes in which none did, or nobody looked. */
  readonly tasks: readonly RecordedValue[];
}

/** `endMs` is absent while it is in progress. */
export interface RecordedDeployment {
  readonly startMs: number;
  readonly endMs?: number;
}

export type RecordedPolicy =
  | {
      readonly policy: TargetTrackingPolicy;
      readonly high: RecordedAlarm;
      /** Absent where the policy does not scale in. */
      readonly low?: RecordedAlarm;
    }
  | { readonly policy: StepScalingPolicy; readonly alarm: RecordedAlarm };

/** The alarms of all policies, each once. */
export function alarmsOf({ policies }: Pick<ScalingRecord, 'policies'>): readonly RecordedAlarm[] {
  const alarms = policies.flatMap((policy) =>
    'alarm' in policy ? policy.alarm : [policy.high, policy.low ?? []].flat(),
  );
  return [...new Map(alarms.map((alarm) => [alarm.alarmName, alarm])).values()];
}

export interface RecordedAlarm {
  readonly alarmName: string;
  readonly threshold: number;
  readonly periodSeconds: number;
  /** By what it judges its metric; absent where nobody asked. */
  readonly rule?: AlarmRule;
  /** What it watches, such as `CPUUtilization`. */
  readonly metricName: string;
  /** As it is now. */
  readonly state: AlarmState;
  /** As it is now. */
  readonly areActionsDisabled: boolean;
  /** The oldest first. */
  readonly transitions: readonly {
    readonly atMs: number;
    readonly from: AlarmState;
    readonly to: AlarmState;
  }[];
  /** Of each period that has data, the oldest first. */
  readonly values: readonly RecordedValue[];
}

export interface RecordedValue {
  readonly startMs: number;
  readonly value: number;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html */
export interface RecordedActivity {
  readonly startMs: number;
  readonly endMs?: number;
  readonly description: string;
  readonly cause: string;
  readonly status: string;
  readonly statusMessage?: string;
  /** Why nothing was changed. */
  readonly notScaled: readonly {
    readonly code: string;
    readonly minCapacity?: number;
    readonly maxCapacity?: number;
    readonly currentCapacity?: number;
  }[];
}
