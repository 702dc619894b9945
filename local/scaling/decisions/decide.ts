import type { Change, Decision, Reason, Verdict } from './decision.ts';
import { type Proposal, propose } from './propose.ts';
import { isTracking, type PolicySituation, type Situation } from './situation.ts';

/** A policy with what it asked for. */
interface Asked {
  readonly policy: PolicySituation;
  readonly name: string;
  readonly proposal: Proposal;
}

interface Wish {
  readonly policy: PolicySituation;
  readonly name: string;
  readonly capacity: number;
}

/** What becomes of the wishes: the change, and the reason of each policy that did not make it, by its name. */
interface Outcome {
  readonly change?: Change;
  readonly reasons: Readonly<Record<string, Reason>>;
}

/**
 * What Application Auto Scaling does with the number of a service's tasks: any policy may scale out, and the one that
 * asks for most does; target tracking scales in when all of its policies agree, to the most that one of them asks for.
 * Nothing is scaled in while a policy wants out.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function decide(situation: Situation): Decision {
  const asked = situation.policies.map((policy) => ({
    policy,
    name: policy.policy.policyName,
    proposal: propose(policy, situation),
  }));
  const outs = wishes(asked, 'out');
  const ins = wishes(asked, 'in');
  const { change, reasons } =
    outs.length > 0 ? scaleOut(outs, ins, situation) : scaleIn(ins, asked, situation);
  const verdicts = asked.map((each) => verdictOf(each, change, reasons));
  return change === undefined ? { verdicts } : { change, verdicts };
}

function verdictOf(
  { name: policyName, proposal }: Asked,
  change: Change | undefined,
  reasons: Outcome['reasons'],
): Verdict {
  if (proposal.kind === 'none') return { policyName, reason: proposal.reason };
  const reason = change?.policyName === policyName ? undefined : reasons[policyName];
  const asked = proposal.capacity;
  return reason === undefined ? { policyName, asked } : { policyName, asked, reason };
}

/** Simulations ask for them millions of times. */
function wishes(asked: readonly Asked[], direction: 'out' | 'in'): readonly Wish[] {
  const found: Wish[] = [];
  for (const { policy, name, proposal } of asked) {
    if (proposal.kind === 'none' || proposal.direction !== direction) continue;
    found.push({ policy, name, capacity: proposal.capacity });
  }
  return found;
}

function scaleOut(outs: readonly Wish[], ins: readonly Wish[], situation: Situation): Outcome {
  const { desiredCount, minCapacity, maxCapacity } = situation;
  const held = reasonsFor(ins, { code: 'Vetoed', by: outs.map(({ name }) => name) });
  if (situation.isScaleOutSuspended) {
    return { reasons: { ...held, ...reasonsFor(outs, { code: 'Suspended', direction: 'out' }) } };
  }
  const best = largest(outs);
  // A count below the minimum, which was set by hand, first goes to the minimum.
  const capacity = desiredCount < minCapacity ? minCapacity : Math.min(best.capacity, maxCapacity);
  if (capacity <= desiredCount) {
    const reason: Reason =
      desiredCount >= maxCapacity
        ? { code: 'AlreadyAtMaxCapacity', maxCapacity }
        : { code: 'AlreadyAtDesiredCapacity', currentCapacity: desiredCount };
    return { reasons: { ...held, ...reasonsFor(outs, reason) } };
  }
  const others = reasonsFor(outs, { code: 'OtherPolicyActed', policyName: best.name });
  return {
    change: { direction: 'out', policyName: best.name, capacity },
    reasons: { ...held, ...others },
  };
}

function scaleIn(ins: readonly Wish[], asked: readonly Asked[], situation: Situation): Outcome {
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
  if (agreed.length === 0) return { reasons: vetoed };
  const best = largest(agreed);
  const { desiredCount, minCapacity, maxCapacity } = situation;
  // A count above the maximum, which was set by hand, first goes to the maximum.
  const capacity = desiredCount > maxCapacity ? maxCapacity : Math.max(best.capacity, minCapacity);
  if (capacity >= desiredCount) {
    const others = reasonsFor(agreed, { code: 'Vetoed', by: [best.name] });
    return { reasons: { ...vetoed, ...others, [best.name]: whyNotFewer(best, situation) } };
  }
  const others = reasonsFor(agreed, { code: 'OtherPolicyActed', policyName: best.name });
  return {
    change: { direction: 'in', policyName: best.name, capacity },
    reasons: { ...vetoed, ...others },
  };
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
  return reason?.code === 'InCooldown' && reason.direction === 'out';
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

function largest(wanted: readonly Wish[]): Wish {
  return wanted.reduce((best, each) => (each.capacity > best.capacity ? each : best));
}

function reasonsFor(wanted: readonly Wish[], reason: Reason): Readonly<Record<string, Reason>> {
  return Object.fromEntries(wanted.map(({ name }) => [name, reason]));
}
