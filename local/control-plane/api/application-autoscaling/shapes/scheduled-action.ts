import type { ScheduledActionRecord } from '../../../model/scaling-state.ts';
import { seconds } from '../../ecs/shapes/time.ts';
import { desiredCount } from '../input/scaled-resource.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html */
export function scheduledActionShape(
  { action, arn, createdAtMs }: ScheduledActionRecord,
  resourceId: string,
) {
  return {
    ScheduledActionName: action.scheduledActionName,
    ScheduledActionARN: arn,
    ServiceNamespace: 'ecs',
    ResourceId: resourceId,
    ScalableDimension: desiredCount,
    Schedule: action.schedule,
    Timezone: action.timezone,
    StartTime: timeOf(action.startTime),
    EndTime: timeOf(action.endTime),
    ScalableTargetAction: { MinCapacity: action.minCapacity, MaxCapacity: action.maxCapacity },
    CreationTime: seconds(createdAtMs),
  };
}

function timeOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : seconds(Date.parse(text));
}
