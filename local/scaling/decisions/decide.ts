import type { Change, Decision, Verdict } from './decision.ts';
import { propose } from './propose.ts';
import { scaleIn } from './scale-in.ts';
import { scaleOut } from './scale-out.ts';
import type { Situation } from './situation.ts';
import type { Asked, Outcome, Wish } from './wish.ts';

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
    if (proposal.kind !== direction) continue;
    found.push({ policy, name, capacity: proposal.capacity, value: proposal.value });
  }
  return found;
}
