import type { StepScalingPolicy } from '../policies/scaling-policy.ts';
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
  const acting = asks(high) ? high : low;
  if (acting === undefined || !asks(acting)) return quiet(high, low);
  const direction = acting === high ? 'out' : 'in';
  if (acting.value === undefined) return none({ code: 'AwaitsEvaluation', direction });
  const capacity = trackedCapacity(runningCount, acting.value, policy.targetValue);
  return { kind: 'change', direction, capacity };
}

/** An alarm whose actions are disabled asks for nothing. */
function asks({ state, areActionsDisabled }: AlarmReading): boolean {
  return state === 'ALARM' && areActionsDisabled !== true;
}

/** Why nothing is asked for. */
function quiet(...alarms: readonly (AlarmReading | undefined)[]): Proposal {
  const silenced = alarms.find((alarm) => alarm?.state === 'ALARM');
  if (silenced !== undefined) return none({ code: 'ActionsDisabled', alarmName: silenced.alarmName });
  const isBlind = alarms.some((alarm) => alarm?.state === 'INSUFFICIENT_DATA');
  return none({ code: isBlind ? 'InsufficientData' : 'WithinThresholds' });
}

function step({ policy, alarm, threshold, cooldown }: StepSituation, situation: Situation): Proposal {
  if (!asks(alarm)) return quiet(alarm);
  if (alarm.value === undefined) return none({ code: 'AwaitsEvaluation', direction: directionOf(policy) });
  const { runningCount, nowMs } = situation;
  const difference = alarm.value - threshold;
  const capacity = stepCapacity(policy, runningCount, difference);
  if (capacity === undefined) return none({ code: 'NoMatchingStep', value: alarm.value });
  if (capacity < runningCount) return { kind: 'change', direction: 'in', capacity };
  // In the cooldown of a scale-out, what it added counts as part of the next one.
  const from = cooldown?.direction === 'out' && runs(cooldown, nowMs) ? cooldown.from : runningCount;
  return {
    kind: 'change',
    direction: 'out',
    capacity: stepCapacity(policy, from, difference) ?? capacity,
  };
}

/** Which way a policy may go whose value is not known. */
function directionOf({ steps }: StepScalingPolicy): 'out' | 'in' {
  return steps.some(({ scalingAdjustment }) => scalingAdjustment > 0) ? 'out' : 'in';
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
