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
  const parts = [listed(facts), firstEffect(policy, first), laterOf(policy), limitOf(policy, first)].flat();
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

/** What became of the first change; nothing where the policy's own next one came before its tasks. */
function firstEffect(policy: JudgedPolicy, first: MadeChange): readonly string[] {
  return first.fulfilledAtMs === undefined && policy.changes.length > 1 ? [] : effectOf(policy, first);
}

function effectOf({ service }: JudgedPolicy, change: MadeChange): readonly string[] {
  const { startMs } = service.record;
  const { direction, to, fulfilledAtMs, recoveredAtMs } = change;
  const isHealthTold =
    direction === 'out' && service.samples.some(({ healthyTargets }) => healthyTargets !== undefined);
  if (fulfilledAtMs === undefined)
    return [`${tasks(to)} were not seen ${isHealthTold ? 'healthy' : 'to run'}`];
  const ran = `${tasks(to)} ${isHealthTold ? 'were healthy' : 'ran'} at ${runTime(fulfilledAtMs, startMs)}`;
  if (change.isNeverRecovered) return [`${ran}, but response times did not become as before`];
  if (recoveredAtMs === undefined) return [ran];
  return [`${ran}, and response times were as before by ${runTime(recoveredAtMs, startMs)}`];
}

/** The changes after the first, and what became of the last of them. */
function laterOf(policy: JudgedPolicy): readonly string[] {
  const later = policy.changes.slice(1);
  const last = later.at(-1);
  if (last === undefined) return [];
  const { startMs } = policy.service.record;
  const set = later.map(({ to, activityAtMs }) => `${tasks(to)} at ${runTime(activityAtMs, startMs)}`);
  return [`later it set ${listed(set)}`, ...effectOf(policy, last)];
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
