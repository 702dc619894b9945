import { tasks } from '../../../local/scaling/words/numbers.ts';
import { stateAt } from '../../../local/scaling/words/recorded-situation.ts';
import { fulfilmentMs } from '../lateness.ts';
import { metricAt } from '../words/metric-words.ts';
import { runTime } from '../words/run-time.ts';
import type { Answer } from './answers.ts';
import type { Call } from './calls.ts';
import type { JudgedPolicy } from './judged-policy.ts';
import type { MadeChange } from './observed-changes.ts';
import { alarmFor } from './watched-policy.ts';
import { isWithoutReason } from './without-reason.ts';

/** The sentence of the first thing that a policy did wrong; undefined where it did nothing wrong. */
export function failure(policy: JudgedPolicy): string | undefined {
  const wrongs = [
    ...policy.due.flatMap(({ call, answer }) => wrongAnswer(policy, call, answer)),
    ...policy.changes.flatMap((change) => wrongChange(policy, change)),
  ];
  return wrongs.toSorted((left, right) => left.atMs - right.atMs)[0]?.sentence;
}

interface Wrong {
  readonly atMs: number;
  readonly sentence: string;
}

function wrongAnswer(policy: JudgedPolicy, call: Call, answer: Answer): readonly Wrong[] {
  if (answer.kind === 'late') return [{ atMs: call.fromMs, sentence: late(policy, call, answer.change) }];
  if (answer.kind === 'never') return [{ atMs: call.fromMs, sentence: never(policy, call, answer.byMs) }];
  return [];
}

function late(policy: JudgedPolicy, call: Call, { from, to, activityAtMs }: MadeChange): string {
  const { record, name } = policy.service;
  const after = runTime(activityAtMs, call.fromMs);
  return (
    `${policy.name} acted late: ${metricOf(policy, call)}, and ${name} went from ${from} to ${tasks(to)} only at ` +
    `${runTime(activityAtMs, record.startMs)}, ${after} later, when it may take ${runTime(policy.graceMs, 0)}.`
  );
}

function never(policy: JudgedPolicy, call: Call, byMs: number): string {
  const { capacity } = call;
  const wish = capacity === undefined ? '' : `, which calls for ${tasks(capacity)}`;
  return `${policy.name} did not act: ${metricOf(policy, call)}${wish}, but ${whatAlarmDid(policy, call, byMs)}.`;
}

function metricOf({ watched, service }: JudgedPolicy, { direction, fromMs, value }: Call): string {
  return metricAt(watched, direction, { atMs: fromMs, value }, service.record);
}

function whatAlarmDid({ watched, service }: JudgedPolicy, call: Call, byMs: number): string {
  const { startMs } = service.record;
  const alarm = alarmFor(watched, call.direction)?.alarm;
  if (alarm === undefined || stateAt(alarm, byMs) !== 'ALARM') {
    return `its alarm did not go off by ${runTime(byMs, startMs)}`;
  }
  const off = alarm.transitions.findLast(({ atMs, to }) => to === 'ALARM' && atMs <= byMs);
  const went =
    off === undefined ? 'its alarm was in ALARM' : `its alarm went off at ${runTime(off.atMs, startMs)}`;
  return `${went} and nothing had followed by ${runTime(byMs, startMs)}`;
}

function wrongChange(policy: JudgedPolicy, change: MadeChange): readonly Wrong[] {
  const { activityAtMs: atMs, from, to } = change;
  const { record, name } = policy.service;
  const went = `${name} went from ${from} to ${tasks(to)} at ${runTime(atMs, record.startMs)}`;
  const against = whatSpeaksAgainst(policy, change);
  if (against !== undefined) {
    return [{ atMs, sentence: `${policy.name} acted without a reason: ${went}, although ${against}.` }];
  }
  if (!isUnfulfilled(change, record.endMs)) return [];
  const sentence = `${policy.name} acted in vain: ${went}, but ${tasks(to)} were not running and healthy ${runTime(fulfilmentMs, 0)} later.`;
  return [{ atMs, sentence }];
}

function whatSpeaksAgainst({ watched, graceMs }: JudgedPolicy, change: MadeChange): string | undefined {
  const alarm = alarmFor(watched, change.direction);
  if (alarm === undefined) return 'it does not scale in';
  return isWithoutReason(change, alarm, graceMs)
    ? `${alarm.alarm.metricName} did not call for it`
    : undefined;
}

/** A scale-out without its tasks, for as long as tasks may take; nothing replaced it meanwhile. */
function isUnfulfilled(
  { direction, fulfilledAtMs, activityAtMs, replacedAtMs = Infinity }: MadeChange,
  endMs: number,
): boolean {
  const byMs = activityAtMs + fulfilmentMs;
  return direction === 'out' && (fulfilledAtMs ?? Infinity) > byMs && byMs <= Math.min(endMs, replacedAtMs);
}
