import { z } from 'zod';
import { ownValue } from '../../../../../json/own-value.ts';
import type { Activity } from '../../../../scaling/targets/activity.ts';
import { keyedByTime } from '../../protocols/keyed-by-time.ts';
import type { Keyed } from '../../protocols/paging.ts';
import { targetsOf } from '../find.ts';
import { listMembers, requireFilter } from '../input/listed-resource.ts';
import { pageOf } from '../input/paging.ts';
import { operation } from '../operation.ts';
import type { Persisted } from '../scaling-access.ts';
import { activityShape } from '../shapes/activity.ts';

const input = z.object({
  ...listMembers,
  IncludeNotScaledActivities: z.boolean().default(false),
});

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
export const describeScalingActivities = operation(input, (request, access) => {
  requireFilter(request);
  const { ResourceId: id, IncludeNotScaledActivities: includesNotScaled } = request;
  const all = request.ServiceNamespace === 'ecs' ? allActivities(access.scaling()) : [];
  const activities = all
    .filter(({ item: { of } }) => id === undefined || of === id)
    .filter(({ item: { activity } }) => includesNotScaled || activity.notScaled === undefined);
  const page = pageOf(activities, request, { most: 50, list: ['activities', id], descending: true });
  return {
    ScalingActivities: page.items.map(({ of, activity }) => activityShape(of, activity)),
    NextToken: page.nextToken,
  };
});

interface Owned {
  readonly of: string;
  readonly activity: Activity;
}

/** Those of targets that are not registered any more stay to be read. */
function allActivities(state: Persisted): readonly Keyed<Owned>[] {
  const registered = targetsOf(state).flatMap(({ state: { resourceId, activities } }) =>
    keyed(resourceId, activities),
  );
  const former = Object.entries(state.scaling?.formerActivities ?? {})
    .filter(([of]) => ownValue(state.scaling?.targets, of) === undefined)
    .flatMap(([of, activities]) => keyed(of, activities));
  return [...registered, ...former];
}

function keyed(of: string, activities: readonly Activity[]): readonly Keyed<Owned>[] {
  const owned = activities.map((activity) => ({ of, activity }));
  return keyedByTime(of, owned, ({ activity }) => activity.startTimeMs);
}
