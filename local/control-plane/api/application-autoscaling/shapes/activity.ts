import type { Activity, NotScaledReason } from '../../../../scaling/targets/activity.ts';
import { seconds } from '../../ecs/shapes/time.ts';
import { desiredCount } from '../input/scaled-resource.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html */
export function activityShape(resourceId: string, activity: Activity) {
  const { notScaled } = activity;
  return {
    ActivityId: activity.activityId,
    ServiceNamespace: 'ecs',
    ResourceId: resourceId,
    ScalableDimension: desiredCount,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: seconds(activity.startTimeMs),
    EndTime: seconds(activity.endTimeMs),
    StatusCode: activity.status,
    StatusMessage: activity.statusMessage,
    NotScaledReasons: notScaled === undefined ? undefined : [reasonShape(notScaled)],
  };
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html */
function reasonShape(reason: NotScaledReason) {
  const { code: Code } = reason;
  switch (reason.code) {
    case 'AlreadyAtMaxCapacity':
      return { Code, MaxCapacity: reason.maxCapacity };
    case 'AlreadyAtMinCapacity':
      return { Code, MinCapacity: reason.minCapacity };
    case 'AlreadyAtDesiredCapacity':
      return { Code, CurrentCapacity: reason.currentCapacity };
    default:
      return { Code };
  }
}
