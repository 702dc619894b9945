import type { AlarmHistoryItem, ScalingActivity } from '../../aws/scaling-types.ts';
import type { CountsSince } from './watch-counts.ts';

/** Everything that tells of the scaling of one service over some time, the oldest first. */
export interface ScalingStory {
  readonly counts: readonly CountsSince[];
  /** Without those that changed nothing. */
  readonly activities: readonly ScalingActivity[];
  readonly alarmChanges: readonly AlarmHistoryItem[];
  readonly events: readonly { readonly at: Date; readonly message: string }[];
}

/** A count may be seen a little after its change. */
const usualSlackMs = 2000;

/**
 * Where the parts of a story contradict each other: each change of the desired count has one activity that begins with
 * it, an alarm in ALARM before that, an event of the service, and an end when the tasks run. Empty where all agree.
 * `slackMs` is how much later than it happened something may have been seen or noted.
 */
export function outOfLine(story: ScalingStory, slackMs = usualSlackMs): readonly string[] {
  const changes = changesOfDesired(story.counts);
  const activities = story.activities.filter(({ Description = '' }) => desiredIn(Description) !== undefined);
  const counts = activities.map(({ Description = '' }) => desiredIn(Description));
  const desired = changes.map((change) => change.desired);
  if (counts.join() !== desired.join()) {
    return [`activities set ${counts.join(', ')}, and the service had ${desired.join(', ')}`];
  }
  return activities.flatMap((activity, index) => [
    ...changeOutOfLine(activity, changes[index], slackMs),
    ...alarmOutOfLine(activity, story.alarmChanges),
    ...eventOutOfLine(activity, story.events, slackMs),
    ...endOutOfLine(activity, story.counts, slackMs),
  ]);
}

function changesOfDesired(counts: readonly CountsSince[]): readonly CountsSince[] {
  return counts.filter(({ desired }, index) => index > 0 && desired !== counts[index - 1]?.desired);
}

function desiredIn(description: string): number | undefined {
  const [, count] = /^Setting desired count to (\d+)\.$/.exec(description) ?? [];
  return count === undefined ? undefined : Number(count);
}

function changeOutOfLine(
  { Description, StartTime }: ScalingActivity,
  change: CountsSince | undefined,
  slackMs: number,
) {
  const afterMs = (change?.at ?? 0) - timeOf(StartTime);
  return Math.abs(afterMs) > slackMs
    ? [`${Description}: the count changed ${afterMs} ms after the activity`]
    : [];
}

/** The activity of a scheduled action has no alarm. */
function alarmOutOfLine(
  { Description, Cause = '', StartTime }: ScalingActivity,
  alarmChanges: readonly AlarmHistoryItem[],
): readonly string[] {
  const [, name] = /^monitor alarm (\S+) in state ALARM triggered policy /.exec(Cause) ?? [];
  if (name === undefined) return [];
  const last = alarmChanges.findLast(
    ({ AlarmName, Timestamp }) => AlarmName === name && timeOf(Timestamp) <= timeOf(StartTime),
  );
  return last?.HistorySummary?.endsWith(' to ALARM') ? [] : [`${Description}: ${name} was not in ALARM`];
}

function eventOutOfLine(
  { Description = '', Cause = '', StartTime }: ScalingActivity,
  events: ScalingStory['events'],
  slackMs: number,
) {
  const count = desiredIn(Description);
  const found = events.find(
    ({ message }) => message.includes(`desired count to ${count}.`) && message.includes(Cause),
  );
  if (found === undefined) return [`${Description}: no event of the service tells of it`];
  const apartMs = Math.abs(found.at.getTime() - timeOf(StartTime));
  return apartMs > slackMs ? [`${Description}: its event is ${apartMs} ms away`] : [];
}

/** One that was overridden ends with the next one. */
function endOutOfLine(
  { Description = '', StatusCode, EndTime }: ScalingActivity,
  counts: readonly CountsSince[],
  slackMs: number,
) {
  if (StatusCode === 'Overridden') return [];
  if (StatusCode !== 'Successful') return [`${Description}: ${StatusCode}`];
  const count = desiredIn(Description);
  const isReached = counts.some(({ at, running }) => running === count && at <= timeOf(EndTime) + slackMs);
  return isReached ? [] : [`${Description}: it ended before ${count} tasks ran`];
}

function timeOf(time: Date | undefined): number {
  return time?.getTime() ?? 0;
}
