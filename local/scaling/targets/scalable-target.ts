import type { Cooldown } from '../decisions/situation.ts';
import { type Activity, activityText, type CapacityChange } from './activity.ts';

/** What Application Auto Scaling keeps of a service that it scales. */
export interface ScalableTargetState {
  /** Such as `service/CLUSTER/SERVICE`. */
  readonly resourceId: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly suspended: {
    readonly scaleOut: boolean;
    readonly scaleIn: boolean;
    readonly scheduledScaling: boolean;
  };
  /** The last change of each policy, by its name. */
  readonly cooldowns: Readonly<Record<string, Cooldown>>;
  /** The newest first. */
  readonly activities: readonly Activity[];
}

/** How the service is that is scaled. */
export interface ServiceReading {
  readonly runningCount: number;
  readonly desiredCount: number;
  readonly isDeploying: boolean;
}

/** The moment of a change: milliseconds since the epoch, and an id for what comes of it. */
export interface Moment {
  readonly nowMs: number;
  readonly newId: () => string;
}

/** What a change makes of the target, and the desired count that it sets, if it does. */
export interface Scaled {
  readonly target: ScalableTargetState;
  readonly desiredCount?: number;
}

/** An activity that changes the desired count. */
export type Changing = Activity & { readonly change: CapacityChange };

/** The activity whose change is not fulfilled yet. */
export function activityInProgress({ activities }: ScalableTargetState): Changing | undefined {
  return activities.find(isInProgress);
}

function isInProgress(activity: Activity): activity is Changing {
  return activity.status === 'InProgress' && activity.change !== undefined;
}

/** Puts a change before the others, of which one in progress is overridden by it. */
export function withChange(target: ScalableTargetState, activity: Changing): ScalableTargetState {
  const { change, startTimeMs } = activity;
  const earlier = target.activities.map((each) => overridden(each, change.to, startTimeMs));
  return { ...target, cooldowns: fulfilledCooldowns(target), activities: [activity, ...earlier] };
}

/** Assumed: a change that never was fulfilled has no cooldown. AWS says that one begins after a successful change. */
export function fulfilledCooldowns({ cooldowns }: ScalableTargetState): ScalableTargetState['cooldowns'] {
  return Object.fromEntries(Object.entries(cooldowns).filter(([, { untilMs }]) => untilMs !== undefined));
}

/** An activity in progress as it ends when the desired count is changed to another one; any other as it is. */
export function overridden(activity: Activity, later: number, nowMs: number): Activity {
  if (!isInProgress(activity)) return activity;
  const statusMessage = activityText.overridden(activity.change.to, later);
  return { ...activity, status: 'Overridden', statusMessage, endTimeMs: nowMs };
}
