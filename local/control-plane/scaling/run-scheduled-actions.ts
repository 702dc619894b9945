import { ownValue } from '../../../json/own-value.ts';
import { nextOccurrence } from '../../scaling/schedules/next-occurrence.ts';
import { parseSchedule } from '../../scaling/schedules/schedule.ts';
import { setScheduledBounds } from '../../scaling/targets/set-bounds.ts';
import type { ScalableTargetRecord, ScheduledActionRecord } from '../model/scaling-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { changeTarget } from './change-target.ts';
import { readService, scaledService } from './scaled-service.ts';
import { scalingOf, withTarget } from './scaling-parts.ts';
import type { ScalingTime } from './scaling-time.ts';

/** Assumed: what was due longer ago was missed, as nobody was there to do it, and is not made up for. */
const punctualMs = 60_000;

/** When a scheduled action is due; undefined if never again. */
export function dueAt(record: ScheduledActionRecord, timeScale: number): number | undefined {
  const { schedule: text, timezone, startTime, endTime } = record.action;
  const schedule = parseSchedule(text);
  if (schedule === undefined) return undefined;
  const recurrence = {
    ...{ schedule, madeAtMs: record.createdAtMs },
    ...(timezone === undefined ? {} : { timezone }),
    ...(startTime === undefined ? {} : { startMs: Date.parse(startTime) }),
    ...(endTime === undefined ? {} : { endMs: Date.parse(endTime) }),
  };
  return nextOccurrence(recurrence, record.dueAfterMs, timeScale);
}

/** When the next scheduled action of any target is due; undefined if none is. */
export function nextScheduled(state: PersistedState, timeScale: number): number | undefined {
  const times = Object.values(scalingOf(state).targets).flatMap(({ scheduledActions }) =>
    Object.values(scheduledActions).flatMap((action) => dueAt(action, timeScale) ?? []),
  );
  return times.length === 0 ? undefined : Math.min(...times);
}

/**
 * Runs the scheduled actions that are due, in their order within each target. While they are suspended, and where they
 * were missed, their time passes without them.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
export function runScheduledActions(state: PersistedState, time: ScalingTime): PersistedState {
  return Object.values(scalingOf(state).targets).reduce(
    (before, target) =>
      dueActions(target, time).reduce(
        (current, due) => runOne(current, target.state.resourceId, due, time.nowMs),
        before,
      ),
    state,
  );
}

interface DueAction {
  readonly record: ScheduledActionRecord;
  readonly dueMs: number;
}

function dueActions({ scheduledActions }: ScalableTargetRecord, time: ScalingTime): readonly DueAction[] {
  return Object.values(scheduledActions)
    .flatMap((record) => {
      const dueMs = dueAt(record, time.timeScale);
      return dueMs === undefined || dueMs > time.nowMs ? [] : [{ record, dueMs }];
    })
    .sort((a, b) => a.dueMs - b.dueMs);
}

function runOne(
  state: PersistedState,
  resourceId: string,
  { record, dueMs }: DueAction,
  nowMs: number,
): PersistedState {
  const target = ownValue(scalingOf(state).targets, resourceId);
  const service = scaledService(state.cluster, resourceId);
  if (target === undefined || service === undefined) return state;
  const isMissed = nowMs - dueMs > punctualMs || target.state.suspended.scheduledScaling;
  const { scheduledActionName: name, minCapacity, maxCapacity } = record.action;
  const next = { ...record, dueAfterMs: nowMs, ...(isMissed ? {} : { lastRunMs: nowMs }) };
  const passed = { ...target, scheduledActions: { ...target.scheduledActions, [name]: next } };
  const noted = withTarget(state, passed);
  if (isMissed) return noted;
  const bounds = {
    name,
    ...(minCapacity === undefined ? {} : { minCapacity }),
    ...(maxCapacity === undefined ? {} : { maxCapacity }),
  };
  const reading = readService(noted.cluster, service);
  return changeTarget(noted, passed, service, nowMs, (moment) =>
    setScheduledBounds(passed.state, bounds, reading, moment),
  );
}
