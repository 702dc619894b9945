import type { Reason } from './decision.ts';
import type { Proposal } from './propose.ts';
import { isTracking, type PolicySituation, type Situation } from './situation.ts';
import { type Asked, largest, type Outcome, reasonsFor, type Wish } from './wish.ts';

/** Target tracking scales in when all of its policies agree, and a step policy by itself; none while a policy wants out. */
export function scaleIn(ins: readonly Wish[], asked: readonly Asked[], situation: Situation): Outcome {
  if (ins.length === 0) return { reasons: {} };
  const refusal = refusalToScaleIn(situation);
  if (refusal !== undefined) return { reasons: reasonsFor(ins, refusal) };
  const vetoesOf = vetoers(ins, asked);
  const judged = ins.map((wish) => ({ wish, by: vetoesOf(wish.policy) }));
  const agreed = judged.filter(({ by }) => by.length === 0).map(({ wish }) => wish);
  const vetoed = Object.fromEntries(
    judged
      .filter(({ by }) => by.length > 0)
      .map(({ wish, by }) => [wish.name, { code: 'Vetoed' as const, by }]),
  );
  const outcome = removeTasks(agreed, situation);
  return { ...outcome, reasons: { ...vetoed, ...outcome.reasons } };
}

function refusalToScaleIn({ isScaleInSuspended, isDeploying }: Situation): Reason | undefined {
  if (isScaleInSuspended) return { code: 'Suspended', direction: 'in' };
  return isDeploying ? { code: 'TargetServicePutResourceAsUnscalable' } : undefined;
}

/** Who is against a policy's scale-in: those that want out but wait, and for target tracking all that do not agree. */
function vetoers(
  ins: readonly Wish[],
  asked: readonly Asked[],
): (policy: PolicySituation) => readonly string[] {
  const waiting = asked.filter(({ proposal }) => waitsToScaleOut(proposal)).map(({ name }) => name);
  const agree = new Set(ins.map(({ name }) => name));
  const dissenting = asked
    .filter(({ policy, name }) => isTracking(policy) && policy.low !== undefined && !agree.has(name))
    .map(({ name }) => name);
  return (policy) => (isTracking(policy) ? [...new Set([...waiting, ...dissenting])] : waiting);
}

function waitsToScaleOut(proposal: Proposal): boolean {
  const reason = proposal.kind === 'none' ? proposal.reason : undefined;
  const waits = reason?.code === 'InCooldown' || reason?.code === 'AwaitsEvaluation';
  return waits && reason.direction === 'out';
}

/**
 * Target tracking asks for the most that one of its policies does, and so do step policies; neither holds back the other.
 * Of the two, the one that asks for more tasks acts.
 */
function removeTasks(agreed: readonly Wish[], situation: Situation): Outcome {
  const kinds = [agreed.filter(isOfTracking), agreed.filter((wish) => !isOfTracking(wish))];
  const speakers = kinds.filter((wanted) => wanted.length > 0).map(largest);
  const acting = speakers.filter((wish) => bounded(wish, situation) < situation.desiredCount);
  const held = Object.fromEntries(
    speakers
      .filter((wish) => !acting.includes(wish))
      .map((wish) => [wish.name, whyNotFewer(wish, situation)]),
  );
  if (acting.length === 0) return { reasons: { ...heldBack(agreed, speakers), ...held } };
  const best = largest(acting);
  return {
    change: { direction: 'in', policyName: best.name, capacity: bounded(best, situation) },
    reasons: { ...reasonsFor(agreed, { code: 'OtherPolicyActed', policyName: best.name }), ...held },
  };
}

function isOfTracking({ policy }: Wish): boolean {
  return isTracking(policy);
}

/** A count above the maximum, which was set by hand, first goes to the maximum. */
function bounded({ capacity }: Wish, { desiredCount, minCapacity, maxCapacity }: Situation): number {
  return desiredCount > maxCapacity ? maxCapacity : Math.max(capacity, minCapacity);
}

/** Each is held back by the one of its kind that asks for most. */
function heldBack(agreed: readonly Wish[], speakers: readonly Wish[]): Outcome['reasons'] {
  const by = (wish: Wish) => speakers.filter((speaker) => isOfTracking(speaker) === isOfTracking(wish));
  return Object.fromEntries(
    agreed.map((wish) => [wish.name, { code: 'Vetoed', by: by(wish).map(({ name }) => name) }]),
  );
}

function whyNotFewer({ policy }: Wish, situation: Situation): Reason {
  const { desiredCount, minCapacity, runningCount } = situation;
  if (desiredCount <= minCapacity) return { code: 'AlreadyAtMinCapacity', minCapacity };
  if (isTracking(policy) && policy.low?.value !== undefined && runningCount > 1) {
    const { value } = policy.low;
    const valueWithout = (value * runningCount) / (runningCount - 1);
    const { targetValue } = policy.policy;
    if (valueWithout > targetValue) {
      return { code: 'AutoScalingAnticipatedFlapping', value, valueWithout, targetValue };
    }
  }
  return { code: 'AlreadyAtDesiredCapacity', currentCapacity: desiredCount };
}
