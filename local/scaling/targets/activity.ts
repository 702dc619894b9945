import type { Reason } from '../decisions/decision.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html */
export type ActivityStatus = 'InProgress' | 'Successful' | 'Overridden' | 'Failed';

/** A change of capacity, or the reason of one that was not made. Times are milliseconds since the epoch. */
export interface Activity {
  readonly activityId: string;
  readonly description: string;
  readonly cause: string;
  readonly status: ActivityStatus;
  readonly statusMessage?: string;
  readonly startTimeMs: number;
  /** Absent while it is in progress, and of one that was not scaled. */
  readonly endTimeMs?: number;
  /** Of a change of the desired count. */
  readonly change?: CapacityChange;
  /** Why nothing was changed: such rows are listed on request only. */
  readonly notScaled?: NotScaledReason;
}

export interface CapacityChange {
  readonly direction: 'out' | 'in';
  readonly from: number;
  readonly to: number;
  /** Absent where the bounds made it. */
  readonly policyName?: string;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html */
export type NotScaledReason = Extract<
  Reason,
  {
    code:
      | 'AlreadyAtMaxCapacity'
      | 'AlreadyAtMinCapacity'
      | 'AlreadyAtDesiredCapacity'
      | 'AutoScalingAnticipatedFlapping'
      | 'TargetServicePutResourceAsUnscalable';
  }
>;

const toldReasons: ReadonlySet<Reason['code']> = new Set<NotScaledReason['code']>([
  'AlreadyAtMaxCapacity',
  'AlreadyAtMinCapacity',
  'AlreadyAtDesiredCapacity',
  'AutoScalingAnticipatedFlapping',
  'TargetServicePutResourceAsUnscalable',
]);

/** Whether AWS reports this reason. */
export function isNotScaledReason(reason: Reason): reason is NotScaledReason {
  return toldReasons.has(reason.code);
}

/** The words of an activity, as AWS writes them. */
export const activityText = {
  setDesired: (capacity: number) => `Setting desired count to ${capacity}.`,
  setBounds: (min: number, max: number) => `Setting min capacity to ${min} and max capacity to ${max}`,
  notScaled: 'Attempting to scale due to alarm triggered',
  waiting: (capacity: number) =>
    `Successfully set desired count to ${capacity}. Waiting for change to be fulfilled by ecs.`,
  fulfilled: (capacity: number) =>
    `Successfully set desired count to ${capacity}. Change successfully fulfilled by ecs.`,
  refused: (capacity: number, reason: string) =>
    `Failed to set desired count to ${capacity}. Reason: ${reason}`,
  overridden: (capacity: number, later: number) =>
    `Successfully set desired count to ${capacity}. Found it was later changed to ${later}.`,
  alarm: (alarmName: string, policyName: string) =>
    `monitor alarm ${alarmName} in state ALARM triggered policy ${policyName}`,
  bound: (bound: 'minimum' | 'maximum', capacity: number) => `${bound} capacity was set to ${capacity}`,
  schedule: (name: string) => `scheduled action name ${name} was triggered`,
} as const;
