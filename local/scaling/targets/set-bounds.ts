import { type Activity, activityText } from './activity.ts';
import {
  type Changing,
  type Moment,
  type ScalableTargetState,
  type Scaled,
  type ServiceReading,
  withChange,
} from './scalable-target.ts';

/** New bounds; one that is absent stays as it is. */
export interface Bounds {
  readonly minCapacity?: number;
  readonly maxCapacity?: number;
}

/**
 * Gives a target new bounds, and brings a desired count that is outside of them to the nearer one at once. Nobody watches
 * the bounds afterwards: a count that is set by hand later stays.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function setBounds(
  target: ScalableTargetState,
  bounds: Bounds,
  service: ServiceReading,
  moment: Moment,
): Scaled {
  const { minCapacity = target.minCapacity, maxCapacity = target.maxCapacity } = bounds;
  const bounded = { ...target, minCapacity, maxCapacity };
  const { desiredCount } = service;
  if (desiredCount < minCapacity) return bring(bounded, 'minimum', minCapacity, service, moment);
  if (desiredCount > maxCapacity) return bring(bounded, 'maximum', maxCapacity, service, moment);
  return { target: bounded };
}

/**
 * The bounds of a scheduled action, with an activity. A cooldown does not prevent it. Assumed: an action
 * whose bounds would cross the ones that stay fails, and its text.
 */
export function setScheduledBounds(
  target: ScalableTargetState,
  { name, ...bounds }: Bounds & { readonly name: string },
  service: ServiceReading,
  moment: Moment,
): Scaled {
  const { minCapacity = target.minCapacity, maxCapacity = target.maxCapacity } = bounds;
  const activity = {
    activityId: moment.newId(),
    description: activityText.setBounds(minCapacity, maxCapacity),
    cause: activityText.schedule(name),
    startTimeMs: moment.nowMs,
    endTimeMs: moment.nowMs,
  };
  if (minCapacity > maxCapacity) {
    const statusMessage = `Failed to set min capacity to ${minCapacity} and max capacity to ${maxCapacity}`;
    return { target: noted(target, { ...activity, status: 'Failed', statusMessage }) };
  }
  const statusMessage = `Successfully set min capacity to ${minCapacity} and max capacity to ${maxCapacity}`;
  return setBounds(
    noted(target, { ...activity, status: 'Successful', statusMessage }),
    bounds,
    service,
    moment,
  );
}

function bring(
  target: ScalableTargetState,
  bound: 'minimum' | 'maximum',
  to: number,
  { desiredCount: from }: ServiceReading,
  { nowMs, newId }: Moment,
): Scaled {
  const activity: Changing = {
    activityId: newId(),
    description: activityText.setDesired(to),
    cause: activityText.bound(bound, to),
    status: 'InProgress',
    statusMessage: activityText.waiting(to),
    startTimeMs: nowMs,
    change: { direction: bound === 'minimum' ? 'out' : 'in', from, to },
  };
  return { desiredCount: to, target: withChange(target, activity) };
}

function noted(target: ScalableTargetState, activity: Activity): ScalableTargetState {
  return { ...target, activities: [activity, ...target.activities] };
}
