import { stepCapacity } from '../policies/step-capacity.ts';
import { trackedCapacity } from '../policies/tracked-capacity.ts';
import type { Reason } from './decision.ts';
import {
  type Cooldown,
  isTracking,
  type PolicySituation,
  type Situation,
  type StepSituation,
  type TrackingSituation,
} from './situation.ts';

/** What one policy asks for by itself, before the others and the bounds are looked at. */
export type Proposal =
  | { readonly kind: 'change'; readonly direction: 'out' | 'in'; readonly capacity: number }
  | { readonly kind: 'none'; readonly reason: Reason };

/** What a policy asks for in a situation. */
export function propose(policy: PolicySituation, situation: Situation): Proposal {
  const proposed = isTracking(policy) ? track(policy, situation) : step(policy, situation);
  if (proposed.kind === 'none') return proposed;
  return afterCooldown(proposed, policy.cooldown, situation) ?? proposed;
}

function track({ policy, high, low }: TrackingSituation, { runningCount }: Situation): Proposal {
  if (high.state === 'ALARM' && high.value !== undefined) {
    return {
      kind: 'change',
      direction: 'out',
      capacity: trackedCapacity(runningCount, high.value, policy.targetValue),
    };
  }
  if (low?.state === 'ALARM' && low.value !== undefined) {
    return {
      kind: 'change',
      direction: 'in',
      capacity: trackedCapacity(runningCount, low.value, policy.targetValue),
    };
  }
  return none({ code: isBlind(high.state) ? 'InsufficientData' : 'WithinThresholds' });
}

function isBlind(state: string): boolean {
  return state === 'INSUFFICIENT_DATA';
}

/** In the cooldown of a scale-out, what the first step added counts as part of the next. */
function step(situation: StepSituation, { runningCount, nowMs }: Situation): Proposal {
  const { policy, alarm, threshold, cooldown } = situation;
  if (alarm.state !== 'ALARM' || alarm.value === undefined) {
    return none({ code: isBlind(alarm.state) ? 'InsufficientData' : 'WithinThresholds' });
  }
  const base = cooldown?.direction === 'out' && runs(cooldown, nowMs) ? cooldown.from : runningCount;
  const capacity = stepCapacity(policy, base, alarm.value - threshold);
  if (capacity === undefined) return none({ code: 'NoMatchingStep', value: alarm.value });
  return { kind: 'change', direction: capacity < base ? 'in' : 'out', capacity };
}

/**
 * Only a larger scale-out acts in the cooldown of one, and no scale-in in that of one. Assumed for target tracking: the
 * capacity that it proposes is set as it is, because the running tasks that it starts from include those just added.
 */
function afterCooldown(
  { direction, capacity }: Extract<Proposal, { kind: 'change' }>,
  cooldown: Cooldown | undefined,
  { nowMs }: Situation,
): Proposal | undefined {
  if (cooldown === undefined || !runs(cooldown, nowMs) || cooldown.direction !== direction) return undefined;
  if (direction === 'out' && capacity > cooldown.to) return undefined;
  const { untilMs } = cooldown;
  return none({ code: 'InCooldown', direction, ...(untilMs === undefined ? {} : { untilMs }) });
}

/** A change that is not fulfilled yet counts: its cooldown is still to begin. */
export function runs({ untilMs }: Cooldown, nowMs: number): boolean {
  return untilMs === undefined || nowMs < untilMs;
}

function none(reason: Reason): Proposal {
  return { kind: 'none', reason };
}
