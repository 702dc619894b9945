import { rounded } from '../../../local/scaling/words/numbers.ts';
import type { RunRecord } from '../../record/run-record.ts';
import type { WatchedAlarm } from '../policies/watched-alarm.ts';
import { alarmFor, type WatchedPolicy } from '../policies/watched-policy.ts';
import { runTime } from './run-time.ts';

/** The start of the test, from which its sentences count. */
export type Started = Pick<RunRecord, 'startMs'>;

/** Such as `CPUUtilization reached 91.2 (target 70) at 1:12`. */
export function metricAt(
  watched: WatchedPolicy,
  direction: 'out' | 'in',
  { atMs, value }: { readonly atMs: number; readonly value: number | undefined },
  { startMs }: Started,
): string {
  const alarm = alarmFor(watched, direction);
  if (alarm === undefined || value === undefined)
    return `its metric had no value at ${runTime(atMs, startMs)}`;
  return `${alarm.alarm.metricName} ${verbFor(alarm)} ${rounded(value)} (${limitOf(watched, direction, alarm)}) at ${runTime(atMs, startMs)}`;
}

function verbFor({ rule }: WatchedAlarm): string {
  return rule.comparisonOperator.startsWith('Greater') ? 'reached' : 'fell to';
}

/** The value at which a policy acts, by the name that it has. */
export function limitOf(watched: WatchedPolicy, direction: 'out' | 'in', { rule }: WatchedAlarm): string {
  if ('alarm' in watched) return `threshold ${rounded(rule.threshold)}`;
  return direction === 'out'
    ? `target ${rounded(rule.threshold)}`
    : `scale-in below ${rounded(rule.threshold)}`;
}
