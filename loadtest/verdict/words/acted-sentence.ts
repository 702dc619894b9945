import { listed, tasks } from '../../../local/scaling/words/numbers.ts';
import type { JudgedPolicy } from '../policies/judged-policy.ts';
import type { MadeChange } from '../policies/observed-changes.ts';
import { metricAt } from './metric-words.ts';
import { runTime } from './run-time.ts';
import { whyHeld } from './why-held.ts';

/** What a policy did, with values and times: its first change in full, later ones in short, and what stopped it at the end. */
export function actedSentence(policy: JudgedPolicy, first: MadeChange): string {
  const { startMs } = policy.service.record;
  const facts = [breachOf(policy, first), alarmOf(first, startMs), changeOf(policy, first)].flat();
  const parts = [listed(facts), effectOf(policy, first), laterOf(policy), limitOf(policy, first)].flat();
  return `${policy.name} acted: ${parts.join('; ')}.`;
}

function breachOf({ watched, service }: JudgedPolicy, { breach, direction }: MadeChange): readonly string[] {
  return breach === undefined ? [] : [metricAt(watched, direction, breach, service.record)];
}

function alarmOf({ alarmAtMs }: MadeChange, startMs: number): readonly string[] {
  return alarmAtMs === undefined ? [] : [`its alarm went off at ${runTime(alarmAtMs, startMs)}`];
}

function changeOf({ service }: JudgedPolicy, { from, to, activityAtMs }: MadeChange): string {
  return `${service.name} went from ${from} to ${tasks(to)} at ${runTime(activityAtMs, service.record.startMs)}`;
}

function effectOf({ service }: JudgedPolicy, change: MadeChange): readonly string[] {
  const { startMs } = service.record;
  const { to, fulfilledAtMs, recoveredAtMs } = change;
  if (fulfilledAtMs === undefined) return [`${tasks(to)} were not seen to run`];
  const ran = `${tasks(to)} ran at ${runTime(fulfilledAtMs, startMs)}`;
  if (change.isNeverRecovered) return [`${ran}, but response times did not become as before`];
  if (recoveredAtMs === undefined) return [ran];
  return [`${ran}, and response times were as before by ${runTime(recoveredAtMs, startMs)}`];
}

function laterOf({ changes, service }: JudgedPolicy): readonly string[] {
  const later = changes.slice(1);
  const { startMs } = service.record;
  if (later.length === 0) return [];
  return [
    `later it set ${listed(later.map(({ to, activityAtMs }) => `${tasks(to)} at ${runTime(activityAtMs, startMs)}`))}`,
  ];
}

/** The maximum may be what kept it from asking for more. */
function limitOf({ held, service }: JudgedPolicy, { activityAtMs }: MadeChange): readonly string[] {
  const call = held.find(
    ({ fromMs, verdict }) => fromMs > activityAtMs && verdict.reason?.code === 'AlreadyAtMaxCapacity',
  );
  if (call === undefined) return [];
  const { startMs } = service.record;
  const { timeScale } = service.scaling;
  return [`from ${runTime(call.fromMs, startMs)} on ${whyHeld(call.verdict, 'it', { startMs, timeScale })}`];
}
