import type { AlarmState } from '../alarms/alarm.ts';
import { desiredCounts, desiredIn } from './desired-counts.ts';
import { itemsIn, type Span, startOf } from './in-order.ts';
import { changesOf } from './recorded-changes.ts';
import { situationAt, stateAt } from './recorded-situation.ts';
import { runningAt } from './running-tasks.ts';
import { inTime, type Known, saidIn } from './said-in.ts';
import { alarmsOf, type RecordedAlarm, type ScalingRecord } from './scaling-record.ts';
import { gistOf, isReason, type Said, type Statement, statementOf } from './statement.ts';
import type { ToldDecision } from './told-decision.ts';

/** One minute of a service, or several in a row that are alike. A time scale shortens them. */
export interface TimelineEntry extends Span {
  /** Absent where it is not known: AWS tells only what scaling activities set, and what it is now. */
  readonly desiredCount?: number;
  /** Absent where it is not known. */
  readonly runningCount?: number;
  /** The lowest and the highest value of each metric, by its name; without those that have no data. */
  readonly metrics: Readonly<Record<string, readonly [number, number]>>;
  /** States of alarms at the end, by name; those that are OK are left out. */
  readonly alarms: Readonly<Record<string, AlarmState>>;
  /** What was done, and why nothing else was; the oldest first. */
  readonly statements: readonly Statement[];
}

interface Row extends Omit<TimelineEntry, 'statements'> {
  readonly said: readonly Said[];
}

/**
 * Tells minute by minute how a service was scaled, and why not otherwise; minutes that are alike are told as one. Where
 * the control plane told of its decisions they count, elsewhere the reasons are worked out.
 */
export function timeline(
  record: ScalingRecord,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  told: readonly ToldDecision[] = [],
): readonly TimelineEntry[] {
  const known = knownOf(record, told, toMs);
  const minuteMs = 60_000 / record.timeScale;
  const rows: Row[] = [];
  for (let minute = Math.floor(beginning(record, fromMs) / minuteMs); minute * minuteMs < toMs; minute += 1) {
    const row = rowOf(known, { startMs: minute * minuteMs, endMs: (minute + 1) * minuteMs }, toMs);
    const last = rows.at(-1);
    if (last !== undefined && isAlike(last, row)) rows[rows.length - 1] = together(last, row);
    else rows.push(row);
  }
  return rows.map(({ said, ...row }) => ({ ...row, statements: said.map(statementOf) }));
}

function knownOf(record: ScalingRecord, told: readonly ToldDecision[], nowMs: number): Known {
  const changes = changesOf(record);
  const inOrder = told.toSorted((left, right) => left.atMs - right.atMs);
  return {
    ...{ record, changes, alarms: alarmsOf(record), told: inOrder },
    activities: record.activities.toSorted((left, right) => left.startMs - right.startMs),
    counts: desiredCounts(record, changes, inOrder, nowMs),
  };
}

/** Before a service was registered nothing scaled it, unless it had been registered before. */
function beginning({ registeredMs = -Infinity, activities }: ScalingRecord, fromMs: number): number {
  const isOlder = activities.some(({ startMs }) => startMs < registeredMs);
  return isOlder ? fromMs : Math.max(fromMs, registeredMs);
}

/** What ECS says of now counts for the minute that is not over. */
function rowOf(known: Known, span: Span, toMs: number): Row {
  const { record, changes, alarms } = known;
  const isNow = span.endMs > toMs;
  const desiredCount = isNow ? record.desiredCount : desiredIn(known, span);
  const recorded = situationAt(record, changes, span.endMs);
  const situation = { ...recorded, desiredCount: desiredCount ?? recorded.runningCount };
  const runningCount = isNow ? record.runningCount : runningAt(record, span.endMs);
  return {
    ...span,
    ...(desiredCount === undefined ? {} : { desiredCount }),
    ...(runningCount === undefined ? {} : { runningCount }),
    metrics: Object.fromEntries(alarms.flatMap((alarm) => valuesIn(alarm, span))),
    alarms: Object.fromEntries(
      alarms
        .map((alarm) => [alarm.alarmName, stateAt(alarm, span.endMs)] as const)
        .filter(([, state]) => state !== 'OK'),
    ),
    said: saidIn(known, situation, span),
  };
}

function valuesIn(
  { metricName, values }: RecordedAlarm,
  span: Span,
): readonly (readonly [string, readonly [number, number]])[] {
  const within = itemsIn(values, startOf, span).map(({ value }) => value);
  return within.length === 0 ? [] : [[metricName, [Math.min(...within), Math.max(...within)]]];
}

/** Whether nothing has happened in the later one, and all is as in the other one for the same reasons. */
function isAlike(left: Row, right: Row): boolean {
  const comparable = ({ desiredCount, runningCount, alarms, said }: Row) =>
    JSON.stringify([desiredCount, runningCount, Object.entries(alarms), said.filter(isReason).map(gistOf)]);
  return right.said.every(isReason) && comparable(left) === comparable(right);
}

/** What happened in the earlier one, and the reasons that hold in the later one. */
function together(left: Row, right: Row): Row {
  const names = [...new Set([...Object.keys(left.metrics), ...Object.keys(right.metrics)])];
  const metrics = names.map((name) => {
    const values = [...(left.metrics[name] ?? []), ...(right.metrics[name] ?? [])];
    return [name, [Math.min(...values), Math.max(...values)] as const] as const;
  });
  const said = [...left.said.filter((each) => !isReason(each)), ...right.said];
  return {
    ...right,
    startMs: left.startMs,
    metrics: Object.fromEntries(metrics),
    said: inTime(said, right.endMs),
  };
}
