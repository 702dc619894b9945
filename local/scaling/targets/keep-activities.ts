import type { Activity } from './activity.ts';

/** How long activities can be read. */
export const sixWeeksMs = 42 * 24 * 60 * 60 * 1000;
const mostActivities = 500;

/**
 * Activities, the newest first, without those that are older than six weeks. Beyond 500 the oldest go too: AWS keeps all
 * of six weeks.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 */
export function keepActivities(activities: readonly Activity[], nowMs: number): readonly Activity[] {
  const kept = activities
    .slice(0, mostActivities)
    .filter(({ startTimeMs }) => nowMs - startTimeMs < sixWeeksMs);
  return kept.length === activities.length ? activities : kept;
}
