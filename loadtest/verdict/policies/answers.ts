import { policyNameIn } from '../../../local/scaling/words/recorded-changes.ts';
import type { RecordedActivity } from '../../../local/scaling/words/scaling-record.ts';
import type { ObservationGap } from '../../record/observed-record.ts';
import type { Call } from './calls.ts';
import type { MadeChange } from './observed-changes.ts';

/** What became of a time in which a policy had to act. */
export type Answer =
  /** It acted in time. */
  | { readonly kind: 'acted' }
  /** Another policy, or new bounds, changed the number of tasks the same way first. */
  | { readonly kind: 'masked'; readonly by: MadeChange }
  | { readonly kind: 'late'; readonly change: MadeChange }
  /** Application Auto Scaling itself said why it changed nothing. */
  | { readonly kind: 'told'; readonly activity: RecordedActivity }
  /** The endpoint did not answer all the while, so that it may not have been able to. */
  | { readonly kind: 'unknown'; readonly gap: ObservationGap }
  /** The test ended before it had to. */
  | { readonly kind: 'pending' }
  /** The metric no longer called for it before it had to. */
  | { readonly kind: 'brief' }
  | { readonly kind: 'never'; readonly byMs: number };

/** What there is to find an answer in. */
export interface Answers {
  readonly policyName: string;
  readonly changes: readonly MadeChange[];
  readonly activities: readonly RecordedActivity[];
  readonly gaps: readonly ObservationGap[];
  readonly endMs: number;
  /** How long a policy may take. */
  readonly graceMs: number;
  /** The length of a period: an alarm whose periods overlap may go off as much earlier. */
  readonly periodMs: number;
}

/** Finds what a call came to, of one in which a policy had to act. */
export function answerTo(call: Call, answers: Answers): Answer {
  const { graceMs } = answers;
  const gap = answers.gaps.find(({ fromMs, toMs }) => fromMs <= call.fromMs + graceMs && toMs >= call.fromMs);
  const byMs = (gap === undefined ? call.fromMs : Math.max(call.fromMs, gap.toMs)) + graceMs;
  return (
    answeredBy(call, answers, byMs) ??
    toldIn(call, answers, byMs) ??
    (gap !== undefined && call.toMs < byMs ? { kind: 'unknown', gap } : unanswered(call, answers, byMs))
  );
}

function unanswered(call: Call, { endMs, graceMs }: Answers, byMs: number): Answer {
  if (byMs > endMs) return { kind: 'pending' };
  // Whether tasks may be removed depends on each single value: a later one may be against it.
  const isBrief = call.direction === 'in' && call.toMs - call.fromMs < graceMs;
  return isBrief ? { kind: 'brief' } : { kind: 'never', byMs };
}

/** The first change in the direction of a call, and whether it was in time and whose it was. */
function answeredBy(
  { direction, fromMs, toMs }: Call,
  { policyName, changes, periodMs, graceMs }: Answers,
  byMs: number,
): Answer | undefined {
  const fits = changes.filter(
    (change) =>
      change.direction === direction &&
      change.activityAtMs >= fromMs - periodMs &&
      change.activityAtMs <= Math.max(byMs, toMs + graceMs),
  );
  const inTime = fits.filter(({ activityAtMs }) => activityAtMs <= byMs);
  if (inTime.some((change) => change.policyName === policyName)) return { kind: 'acted' };
  const [by] = inTime;
  if (by !== undefined) return { kind: 'masked', by };
  const change = fits.find((each) => each.policyName === policyName);
  return change === undefined ? undefined : { kind: 'late', change };
}

function toldIn({ fromMs }: Call, { policyName, activities }: Answers, byMs: number): Answer | undefined {
  const activity = activities.find(
    ({ startMs, notScaled, cause }) =>
      notScaled.length > 0 && startMs >= fromMs && startMs <= byMs && policyNameIn(cause) === policyName,
  );
  return activity === undefined ? undefined : { kind: 'told', activity };
}
