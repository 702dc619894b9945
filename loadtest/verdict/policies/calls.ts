import type { Reason, Verdict } from '../../../local/scaling/decisions/decision.ts';
import { isTracking, type PolicySituation } from '../../../local/scaling/decisions/situation.ts';
import type { Evaluation } from './evaluations.ts';
import type { MadeChange } from './observed-changes.ts';

/** A time in which the metric of a policy called for another number of tasks, from one evaluation to another. */
export interface Call {
  readonly direction: 'out' | 'in';
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the metric at its first evaluation; absent where there was none. */
  readonly value?: number;
  /** At its last evaluation. Without a reason the policy had to act. */
  readonly verdict: Verdict;
  /** The desired count that the policy had to set, if it had to. */
  readonly capacity?: number;
  /** Whether the service already had no more tasks than it must have. */
  readonly isAtMinimum: boolean;
  /** The change whose effect had to be awaited. */
  readonly settling?: MadeChange;
}

/** The calls of a policy, the oldest first: evaluations in a row in which it had to do the same for the same reason. */
export function callsOf(evaluations: readonly Evaluation[], policyName: string): readonly Call[] {
  const calls: Call[] = [];
  let before: Call | undefined;
  for (const evaluation of evaluations) {
    const call = callAt(evaluation, policyName);
    if (call !== undefined && before !== undefined && isSame(before, call)) {
      before = together(before, call);
      calls[calls.length - 1] = before;
    } else {
      before = call;
      if (call !== undefined) calls.push(call);
    }
  }
  return calls;
}

function isSame(left: Call, right: Call): boolean {
  return gist(left) === gist(right);
}

function gist({ direction, verdict, settling }: Call): string {
  return JSON.stringify([direction, verdict.reason?.code, settling?.activityAtMs]);
}

/** The first value, and what was decided last. */
function together({ value, ...before }: Call, after: Call): Call {
  const { fromMs } = before;
  const { value: _, ...rest } = after;
  return value === undefined ? { ...rest, fromMs } : { ...rest, fromMs, value };
}

function callAt({ atMs, situation, decision, settling }: Evaluation, policyName: string): Call | undefined {
  const index = situation.policies.findIndex(({ policy }) => policy.policyName === policyName);
  const policy = situation.policies[index];
  const verdict = decision.verdicts[index];
  if (policy === undefined || verdict === undefined || isQuiet(verdict.reason)) return undefined;
  const direction = directionOf(policy, verdict, situation.runningCount);
  const { value } = readingFor(policy, direction);
  const { change } = decision;
  return {
    ...{ direction, fromMs: atMs, toMs: atMs, verdict },
    isAtMinimum: situation.desiredCount <= situation.minCapacity,
    ...(value === undefined ? {} : { value }),
    ...(verdict.reason === undefined && change !== undefined ? { capacity: change.capacity } : {}),
    ...(settling === undefined ? {} : { settling }),
  };
}

/** Whether a policy wants nothing: its alarms are OK, or have too little data. */
export function isQuiet(reason: Reason | undefined): boolean {
  return reason?.code === 'WithinThresholds' || reason?.code === 'InsufficientData';
}

/** Which way a policy wants to go, or would if it could. */
function directionOf(
  policy: PolicySituation,
  { asked, reason }: Verdict,
  runningCount: number,
): 'out' | 'in' {
  if (reason !== undefined && 'direction' in reason) return reason.direction;
  if (isTracking(policy)) {
    const { alarmName, state, areActionsDisabled } = policy.high;
    if (reason?.code === 'ActionsDisabled') return reason.alarmName === alarmName ? 'out' : 'in';
    return state === 'ALARM' && areActionsDisabled !== true ? 'out' : 'in';
  }
  if (asked !== undefined) return asked < runningCount ? 'in' : 'out';
  return policy.policy.steps.some(({ scalingAdjustment }) => scalingAdjustment > 0) ? 'out' : 'in';
}

function readingFor(policy: PolicySituation, direction: 'out' | 'in') {
  if (!isTracking(policy)) return policy.alarm;
  return direction === 'out' ? policy.high : (policy.low ?? policy.high);
}
