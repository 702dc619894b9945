import { decide } from '../decisions/decide.ts';
import type { Decision, Verdict } from '../decisions/decision.ts';
import type { Situation } from '../decisions/situation.ts';
import { explain } from './explain.ts';
import { itemsIn, lastBefore, type Span, timeOf } from './in-order.ts';
import type { ScalingRecord } from './scaling-record.ts';
import type { Said } from './statement.ts';
import type { ToldDecision } from './told-decision.ts';
import { type TrackedSums, toldSums } from './tracked-sum.ts';

/**
 * The reasons in a span as the control plane told them, the oldest first: those of its decisions then, or else of the one
 * before, which lasts until there is another one. Undefined before the first decision that it remembers.
 */
export function toldReasons(
  record: ScalingRecord,
  told: readonly ToldDecision[],
  span: Span,
): readonly Said[] | undefined {
  const last = told[lastBefore(told, timeOf, span.endMs)];
  if (last === undefined) return undefined;
  const then = itemsIn(told, timeOf, span);
  const lasting = last.change === undefined ? [last] : [];
  return (then.length > 0 ? then : lasting).flatMap((decision) => {
    const sums = toldSums(decision, record);
    return telling(decision, sums).map((verdict) => ({
      atMs: decision.atMs,
      text: sentenceOf(decision, verdict, { timeScale: record.timeScale, sums }),
      verdict,
    }));
  });
}

/** The reasons that follow from the rules: the same decisions that scale a service say why nothing was done. */
export function workedOutReasons(situation: Situation, timeScale: number): readonly Said[] {
  const decision = decide(situation);
  const { change } = decision;
  const due = decision.verdicts.filter(({ policyName }) => policyName === change?.policyName);
  const rest = { verdicts: decision.verdicts.filter((verdict) => !due.includes(verdict)) };
  return [
    ...due.map((verdict) => ({ text: overdue(verdict, change?.capacity ?? 0), verdict })),
    ...telling(rest).map((verdict) => ({
      text: sentenceOf(decision, verdict, { timeScale }),
      verdict,
    })),
  ];
}

/** There was something to do by the rules: AWS does it with the next evaluation, or has seen other values. */
function overdue({ policyName }: Verdict, capacity: number): string {
  return `${policyName} should set the desired count to ${capacity} at the next evaluation of its alarm.`;
}

function sentenceOf(
  { change }: Pick<Decision, 'change'>,
  verdict: Verdict,
  { timeScale, sums }: { readonly timeScale: number; readonly sums?: TrackedSums },
): string {
  const verdicts = [verdict];
  const told = change === undefined ? { verdicts } : { change, verdicts };
  const [sentence = ''] = explain(told, timeScale, sums);
  return sentence;
}

/**
 * The verdicts that tell anything: not those of policies whose alarms are OK, except where that is their veto, nor that of
 * the policy that acted, of which an activity tells, except where a bound stopped it or its sum is known.
 */
function telling({ change, verdicts }: Decision, sums: TrackedSums = {}): readonly Verdict[] {
  const vetoing = new Set(verdicts.flatMap(({ reason }) => (reason?.code === 'Vetoed' ? reason.by : [])));
  return verdicts.filter(({ policyName, asked, reason }) => {
    if (reason === undefined)
      return change !== undefined && (asked !== change.capacity || Object.hasOwn(sums, policyName));
    return reason.code !== 'WithinThresholds' || vetoing.has(policyName);
  });
}
