import { breaches } from '../../../local/scaling/alarms/alarm.ts';
import { lastBefore, startOf } from '../../../local/scaling/words/in-order.ts';
import type { RecordedValue } from '../../../local/scaling/words/scaling-record.ts';
import type { WatchedAlarm } from './watched-alarm.ts';

/** A value of a metric that breaches, and when its period began, in milliseconds since the epoch. */
export interface Breach {
  readonly atMs: number;
  readonly value: number;
}

/**
 * Where a metric began to breach before a change: the first of the breaching values in a row that set off the alarm. A
 * cooldown may lie between the two. Where those values were not measured, it is the row before the change itself;
 * undefined where there is none either.
 */
export function breachBefore(watched: WatchedAlarm, changeMs: number): Breach | undefined {
  const sinceMs = inAlarmSince(watched, changeMs);
  const atAlarm = sinceMs === undefined ? undefined : breachUntil(watched, sinceMs);
  return atAlarm ?? breachUntil(watched, changeMs);
}

/**
 * Periods before an alarm in which its metric may be past the breach already: an alarm sees a metric up to 150 s late.
 * Assumed: see `local/scaling/simulation/simulation.ts`.
 */
const unseenPeriods = 5;

function breachUntil({ alarm, rule, periodMs }: WatchedAlarm, untilMs: number): Breach | undefined {
  const isBreach = ({ value }: RecordedValue) => breaches(rule, value);
  const values = alarm.values.slice(0, lastBefore(alarm.values, startOf, untilMs) + 1);
  const newest = values.findLastIndex(isBreach);
  const newestMs = values[newest]?.startMs ?? -Infinity;
  if (newestMs < untilMs - unseenPeriods * periodMs) return undefined;
  const calm = values.findLastIndex((value, index) => index < newest && !isBreach(value));
  const first = values[calm + 1];
  return first === undefined ? undefined : { atMs: first.startMs, value: first.value };
}

/** An activity and the alarm that made it may have the same time, to the second. */
const roundingMs = 2000;

/** When an alarm last went off before a change. */
export function alarmedAt({ alarm }: WatchedAlarm, changeMs: number): number | undefined {
  return alarm.transitions.findLast(({ atMs, to }) => to === 'ALARM' && atMs <= changeMs + roundingMs)?.atMs;
}

/** Since when an alarm had been in ALARM at a change; undefined where it was not. */
function inAlarmSince({ alarm }: WatchedAlarm, changeMs: number): number | undefined {
  const last = alarm.transitions.findLast(({ atMs }) => atMs <= changeMs + roundingMs);
  return last?.to === 'ALARM' ? last.atMs : undefined;
}
