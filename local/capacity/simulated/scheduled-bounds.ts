import type { ScalableTarget } from '../../../definition/model/scaling.ts';
import { nextOccurrence } from '../../scaling/schedules/next-occurrence.ts';
import { parseSchedule } from '../../scaling/schedules/schedule.ts';
import type { ScheduledBounds } from '../../scaling/simulation/simulation.ts';

/** All that the scheduled actions of a target do from a time on and before another one, in the order of their times. */
export function scheduledBounds(
  { scheduledActions }: Pick<ScalableTarget, 'scheduledActions'>,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
): readonly ScheduledBounds[] {
  return scheduledActions
    .flatMap((action) => occurrences(action, startMs, endMs))
    .toSorted((left, right) => left.atMs - right.atMs);
}

function occurrences(
  action: ScalableTarget['scheduledActions'][number],
  startMs: number,
  endMs: number,
): readonly ScheduledBounds[] {
  const schedule = parseSchedule(action.schedule);
  if (schedule === undefined) return [];
  const recurrence = {
    ...{ schedule, madeAtMs: startMs },
    ...(action.timezone === undefined ? {} : { timezone: action.timezone }),
    ...(action.startTime === undefined ? {} : { startMs: Date.parse(action.startTime) }),
    ...(action.endTime === undefined ? {} : { endMs: Date.parse(action.endTime) }),
  };
  const { scheduledActionName: name, minCapacity, maxCapacity } = action;
  const bounds = {
    ...{ name },
    ...(minCapacity === undefined ? {} : { minCapacity }),
    ...(maxCapacity === undefined ? {} : { maxCapacity }),
  };
  const found: ScheduledBounds[] = [];
  let atMs = nextOccurrence(recurrence, startMs - 1);
  while (atMs !== undefined && atMs < endMs) {
    found.push({ ...bounds, atMs });
    atMs = nextOccurrence(recurrence, atMs);
  }
  return found;
}
