import { stepCapacity } from '../policies/step-capacity.ts';
import { trackedCapacity } from '../policies/tracked-capacity.ts';
import type { Reason } from './decision.ts';
import {
  type AlarmReading,
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
  if (acts(high)) {
    return {
      kind: 'change',
      direction: 'out',
      capacity: trackedCapacity(runningCount, high.value, policy.targetValue),
    };
  }
  if (low !== undefined && acts(low)) {
    return {
      kind: 'change',
      direction: 'in',
      capacity: trackedCapacity(runningCount, low.value, policy.targetValue),
    };
  }
  return none(whyQuiet(low?.state === 'ALARM' && high.state !== 'ALARM' ? low : high));
}

function acts(alarm: AlarmReading): alarm is AlarmReading & { readonly value: number } {
  return alarm.state === 'ALARM' && alarm.value !== undefined && alarm.areActionsDisabled !== true;
}

function whyQuiet({ alarmName, state, areActionsDisabled }: AlarmReading): Reason {
  switch (state) {
    case 'OK':
      return { code: 'WithinThresholds' };
    case 'INSUFFICIENT_DATA':
      return { code: 'InsufficientData' };
    case 'ALARM':
      return { code: areActionsDisabled === true ? 'ActionsDisabled' : 'NoRecentValue', alarmName };
  }
}

/** In the cooldown of a scale-out, what the first step added counts as part of the next. */
function step(situation: StepSituation, { runningCount, nowMs }: Situation): Proposal {
  const { policy, alarm, threshold, cooldown } = situation;
  if (!acts(alarm)) return none(whyQuiet(alarm));
  const base = cooldown?.direction === 'out' && runs(cooldown, nowMs) ? cooldown.from : runningCount;
  const capacity = stepCapacity(policy, base, alarm.value - threshold);
  if (capacity === undefined) return none({ code: 'NoMatchingStep', value: alarm.value });
  return { kind: 'change', direction: capacity < base ? 'in' : 'out', capacity };
}

/** Only a larger scale-out acts in the cooldown of one, and no scale-in in that of one. */
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
