import { sixWeeksMs } from '../../scaling/targets/keep-activities.ts';
import type { ScalingState } from '../model/scaling-state.ts';

type FormerActivities = NonNullable<ScalingState['formerActivities']>;

const mostActivities = 500;

/**
 * Activities of targets that are not registered any more: those of six weeks, and the newest 500 of all of them together.
 * AWS keeps all of six weeks.
 */
export function keepFormerActivities(former: FormerActivities, nowMs: number): FormerActivities {
  const all = Object.entries(former).flatMap(([resourceId, activities]) =>
    activities.map((activity) => ({ resourceId, activity })),
  );
  const kept = all
    .filter(({ activity: { startTimeMs } }) => nowMs - startTimeMs < sixWeeksMs)
    .sort((a, b) => b.activity.startTimeMs - a.activity.startTimeMs)
    .slice(0, mostActivities);
  const byResource = Map.groupBy(kept, ({ resourceId }) => resourceId);
  return Object.fromEntries(
    [...byResource].map(([resourceId, own]) => [resourceId, own.map(({ activity }) => activity)]),
  );
}
