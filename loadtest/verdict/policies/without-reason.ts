import { breaches } from '../../../local/scaling/alarms/alarm.ts';
import { stateAt } from '../../../local/scaling/words/recorded-situation.ts';
import type { MadeChange } from './observed-changes.ts';
import { judgedAt, rangeAt, type WatchedAlarm } from './watched-alarm.ts';

/**
 * Whether a policy changed the number of tasks although its metric did not call for it: at none of the evaluations from
 * which the change can come would the measured values bring the alarm into ALARM. An alarm that was in ALARM while some of
 * them breached may have seen values that were corrected later. Without any values, nothing can be said.
 */
export function isWithoutReason({ activityAtMs }: MadeChange, alarm: WatchedAlarm, graceMs: number): boolean {
  const times = evaluationTimes(alarm, activityAtMs, graceMs);
  const seen = times.flatMap((atMs) => rangeAt(alarm, atMs)).filter((value) => value !== undefined);
  if (seen.length === 0 || times.some((atMs) => judgedAt(alarm, atMs) === 'ALARM')) return false;
  const isInAlarm = stateAt(alarm.alarm, activityAtMs) === 'ALARM';
  return !(isInAlarm && seen.some((value) => breaches(alarm.rule, value)));
}

/** From a period after a change back to as long before it as it may be late. */
function evaluationTimes({ periodMs }: WatchedAlarm, changeMs: number, graceMs: number): readonly number[] {
  const count = Math.ceil(graceMs / periodMs) + 2;
  return Array.from({ length: count }, (_, age) => changeMs + periodMs - age * periodMs);
}
