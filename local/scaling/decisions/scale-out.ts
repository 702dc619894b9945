import type { Reason } from './decision.ts';
import type { Situation } from './situation.ts';
import { largest, type Outcome, reasonsFor, type Wish } from './wish.ts';

/** Any policy may scale out, and the one that asks for most does; those that ask for fewer tasks have to wait. */
export function scaleOut(outs: readonly Wish[], ins: readonly Wish[], situation: Situation): Outcome {
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
