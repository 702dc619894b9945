import { breaches } from '../../../local/scaling/alarms/alarm.ts';
import { rounded, tasks } from '../../../local/scaling/words/numbers.ts';
import type { RecordedValue } from '../../../local/scaling/words/scaling-record.ts';
import type { JudgedPolicy } from '../policies/judged-policy.ts';
import { valuesDuring, type WatchedAlarm } from '../policies/watched-alarm.ts';
import { alarmFor } from '../policies/watched-policy.ts';
import { limitOf } from './metric-words.ts';
import { runTime } from './run-time.ts';
import { whyHeld } from './why-held.ts';

/** How close the load brought a policy to act: the value of its metric that came nearest to the threshold. */
export function idleSentence(policy: JudgedPolicy): string {
  const { watched, service, name } = policy;
  const alarm = alarmFor(watched, 'out');
  const nearest = alarm === undefined ? undefined : nearestValue(alarm, service.record);
  if (alarm === undefined || nearest === undefined) {
    return `${name} was not exercised: its metric has no data during the test.`;
  }
  const extreme = isUpward(alarm) ? 'at most' : 'at least';
  const at = runTime(nearest.startMs, service.record.startMs);
  const seen = `${alarm.alarm.metricName} was ${extreme} ${rounded(nearest.value)} (${limitOf(watched, 'out', alarm)}) at ${at}`;
  return `${name} was not exercised: ${seen}${whyIdle(policy, alarm, nearest.value)}.`;
}

/** Why it had nothing to do although its metric went beyond the threshold. */
function whyIdle(
  { due, held, settling, service }: JudgedPolicy,
  { rule }: WatchedAlarm,
  value: number,
): string {
  if (due.some(({ answer }) => answer.kind === 'pending')) return ', and the test ended before it had to act';
  if (!breaches(rule, value)) return '';
  const satisfied = held.find(({ direction }) => direction === 'out');
  const { startMs } = service.record;
  const times = { startMs, timeScale: service.scaling.timeScale };
  if (satisfied !== undefined) return `, where ${whyHeld(satisfied.verdict, 'it', times)}`;
  const during = settling.find(({ direction }) => direction === 'out')?.settling;
  if (during !== undefined) {
    return `, but only while the change to ${tasks(during.to)} at ${runTime(during.activityAtMs, startMs)} took effect`;
  }
  return `, but not for the ${rule.datapointsToAlarm} of ${rule.evaluationPeriods} periods after which its alarm goes off`;
}

function isUpward({ rule }: WatchedAlarm): boolean {
  return rule.comparisonOperator.startsWith('Greater');
}

/** Within the test, whichever way the threshold is. */
function nearestValue(
  alarm: WatchedAlarm,
  record: JudgedPolicy['service']['record'],
): RecordedValue | undefined {
  const sign = isUpward(alarm) ? 1 : -1;
  const [nearest] = valuesDuring(alarm, record).toSorted((left, right) => sign * (right.value - left.value));
  return nearest;
}
