import type { ApplicationAutoScaling, ScalingActivity } from '../aws/scaling-types.ts';
import type { RecordedActivity } from '../local/scaling/words/scaling-record.ts';

const setsDesired = /^Setting desired count to \d+/;

/**
 * The activities of a service since a time, and before it those up to the last one that changed its desired count: it says
 * how many tasks there were at that time. The newest first, and those that changed nothing included.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 */
export async function readScalingActivities(
  scaling: ApplicationAutoScaling,
  resourceId: string,
  sinceMs: number,
): Promise<readonly RecordedActivity[]> {
  const found: RecordedActivity[] = [];
  let token: string | undefined;
  do {
    const page = await scaling.describeScalingActivities({
      ServiceNamespace: 'ecs',
      ResourceId: resourceId,
      IncludeNotScaledActivities: true,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    found.push(...(page.ScalingActivities ?? []).map(recorded));
    token = page.NextToken;
  } while (token !== undefined && !found.some((each) => isBefore(each, sinceMs)));
  const end = found.findIndex((each) => isBefore(each, sinceMs));
  return end === -1 ? found : found.slice(0, end + 1);
}

function isBefore({ startMs, description }: RecordedActivity, sinceMs: number): boolean {
  return startMs < sinceMs && setsDesired.test(description);
}

function recorded(activity: ScalingActivity): RecordedActivity {
  const { StartTime, EndTime, StatusMessage, NotScaledReasons = [] } = activity;
  return {
    startMs: StartTime?.getTime() ?? 0,
    ...(EndTime === undefined ? {} : { endMs: EndTime.getTime() }),
    description: activity.Description ?? '',
    cause: activity.Cause ?? '',
    status: activity.StatusCode ?? '',
    ...(StatusMessage === undefined ? {} : { statusMessage: StatusMessage }),
    notScaled: NotScaledReasons.map(({ Code = '', MinCapacity, MaxCapacity, CurrentCapacity }) => ({
      code: Code,
      ...(MinCapacity === undefined ? {} : { minCapacity: MinCapacity }),
      ...(MaxCapacity === undefined ? {} : { maxCapacity: MaxCapacity }),
      ...(CurrentCapacity === undefined ? {} : { currentCapacity: CurrentCapacity }),
    })),
  };
}
