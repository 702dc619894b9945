import { activitySentence } from '../../../local/scaling/words/activity-sentence.ts';
import { tasks } from '../../../local/scaling/words/numbers.ts';
import { metricAt } from '../words/metric-words.ts';
import { runTime } from '../words/run-time.ts';
import { whyHeld } from '../words/why-held.ts';
import type { Answer } from './answers.ts';
import type { Call } from './calls.ts';
import type { JudgedPolicy } from './judged-policy.ts';
import type { MadeChange } from './observed-changes.ts';
import { valuesDuring } from './watched-alarm.ts';
import { alarmsOfPolicy } from './watched-policy.ts';

/** Why a policy that wanted to act could not, in one sentence; undefined where nothing held it. */
export function hindrance(policy: JudgedPolicy): string | undefined {
  return withoutData(policy) ?? notAnswered(policy) ?? heldBy(policy) ?? whileSettling(policy);
}

function withoutData({ watched, name, service }: JudgedPolicy): string | undefined {
  const alarms = alarmsOfPolicy(watched);
  if (alarms.some((alarm) => valuesDuring(alarm, service.record).length > 0)) return undefined;
  return `${name} could not act: ${alarms[0].alarm.metricName} has no data.`;
}

function notAnswered(policy: JudgedPolicy): string | undefined {
  for (const { call, answer } of policy.due) {
    const why = whyNot(policy, answer);
    if (why !== undefined) return sentenceOf(policy, call, why);
  }
  return undefined;
}

function whyNot({ service }: JudgedPolicy, answer: Answer): string | undefined {
  const { startMs } = service.record;
  switch (answer.kind) {
    case 'masked':
      return maskedBy(answer.by, service.name, startMs);
    case 'told':
      return `Application Auto Scaling answered: ${activitySentence(answer.activity).replace(/\.$/, '')}`;
    case 'unknown': {
      const { fromMs, toMs } = answer.gap;
      return `the environment did not answer from ${runTime(fromMs, startMs)} to ${runTime(toMs, startMs)}`;
    }
    default:
      return undefined;
  }
}

function maskedBy({ policyName, to, activityAtMs }: MadeChange, service: string, startMs: number): string {
  const who = policyName ?? 'something other than a policy';
  return `${who} had set ${service} to ${tasks(to)} at ${runTime(activityAtMs, startMs)}`;
}

/** A scale-out that was held counts before a scale-in, and of each the one that was held for longest. */
function heldBy(policy: JudgedPolicy): string | undefined {
  const calls = policy.held.filter((call) => isHindered(policy, call));
  const outs = calls.filter(({ direction }) => direction === 'out');
  const [longest] = (outs.length > 0 ? outs : calls).toSorted(
    (left, right) => right.toMs - right.fromMs - (left.toMs - left.fromMs),
  );
  if (longest === undefined) return undefined;
  return sentenceOf(policy, longest, whyHeld(longest.verdict, 'it', timesOf(policy)));
}

/** Whether something kept a policy from what it wanted: not a service that has as many tasks as it wants, or the fewest. */
function isHindered({ service, graceMs }: JudgedPolicy, call: Call): boolean {
  const { direction, fromMs, toMs, isAtMinimum, verdict } = call;
  if (direction === 'out') return verdict.reason?.code !== 'AlreadyAtDesiredCapacity';
  const cameIn = service.made.some((each) => each.direction === 'in' && each.activityAtMs >= fromMs);
  return !isAtMinimum && !cameIn && toMs - fromMs >= graceMs;
}

/** What called for more tasks only while another policy's change took effect is masked by that. */
function whileSettling(policy: JudgedPolicy): string | undefined {
  const call = policy.settling.find(
    ({ direction, settling }) => direction === 'out' && settling.direction === 'out',
  );
  if (call === undefined) return undefined;
  const { name, record } = policy.service;
  return sentenceOf(policy, call, maskedBy(call.settling, name, record.startMs));
}

function sentenceOf(policy: JudgedPolicy, { direction, fromMs, value }: Call, why: string): string {
  const { watched, service, name } = policy;
  const metric = metricAt(watched, direction, { atMs: fromMs, value }, service.record);
  return `${name} could not act: ${metric}; ${why}.`;
}

function timesOf({ service: { record, scaling } }: JudgedPolicy) {
  return { startMs: record.startMs, timeScale: scaling.timeScale };
}
