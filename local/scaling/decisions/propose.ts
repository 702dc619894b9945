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
  | {
      readonly kind: 'out' | 'in';
      readonly capacity: number;
      /** Of the metric. */
      readonly value: number;
    }
  | { readonly kind: 'none'; readonly reason: Reason };

/** What a policy asks for in a situation. */
export function propose(policy: PolicySituation, situation: Situation): Proposal {
  const proposed = isTracking(policy) ? track(policy, situation) : step(policy, situation);
  return afterCooldown(proposed, policy.cooldown, situation);
}

function track({ policy, high, low }: TrackingSituation, { runningCount }: Situation): Proposal {
  const acting = asks(high) ? high : low;
  if (acting === undefined || !asks(acting)) return quiet(high, low);
  const direction = acting === high ? 'out' : 'in';
  const { value } = acting;
  if (value === undefined) return none({ code: 'AwaitsEvaluation', direction });
  return { kind: direction, capacity: trackedCapacity(runningCount, value, policy.targetValue), value };
}

/** An alarm whose actions are disabled asks for nothing. */
function asks({ state, areActionsDisabled }: AlarmReading): boolean {
  return state === 'ALARM' && areActionsDisabled !== true;
}

/** Why nothing is asked for. */
function quiet(high: AlarmReading, low?: AlarmReading): Proposal {
  const alarms = low === undefined ? [high] : [high, low];
  if (alarms.every(({ isAbsent }) => isAbsent === true)) return none({ code: 'NoAlarm' });
  const silenced = alarms.find(({ state }) => state === 'ALARM');
  if (silenced !== undefined) return none({ code: 'ActionsDisabled', alarmName: silenced.alarmName });
  const blind = alarms.filter(({ state }) => state === 'INSUFFICIENT_DATA');
  if (blind.length === 0) return none({ code: 'WithinThresholds' });
  if (low === undefined) return none({ code: 'InsufficientData', alarm: 'only' });
  if (blind.length > 1) return none({ code: 'InsufficientData' });
  return none({ code: 'InsufficientData', alarm: blind[0] === high ? 'high' : 'low' });
}

function step({ policy, alarm, threshold, cooldown }: StepSituation, situation: Situation): Proposal {
  if (!asks(alarm)) return quiet(alarm);
  const { value } = alarm;
  if (value === undefined) return none({ code: 'AwaitsEvaluation', direction: directionOf(policy) });
  const { runningCount, nowMs } = situation;
  const difference = value - threshold;
  const capacity = stepCapacity(policy, runningCount, difference);
  if (capacity === undefined) return none({ code: 'NoMatchingStep', value });
  if (capacity < runningCount) return { kind: 'in', capacity, value };
  // In the cooldown of a scale-out, what it added counts as part of the next one.
  const from = cooldown?.direction === 'out' && runs(cooldown, nowMs) ? cooldown.from : runningCount;
  return { kind: 'out', capacity: stepCapacity(policy, from, difference) ?? capacity, value };
}

/** Which way a policy may go whose value is not known. */
function directionOf({ steps }: StepScalingPolicy): 'out' | 'in' {
  return steps.some(({ scalingAdjustment }) => scalingAdjustment > 0) ? 'out' : 'in';
}

/**
 * Only a larger scale-out acts in the cooldown of one, and no scale-in in that of one. Assumed for target tracking: the
 * capacity that it proposes is set as it is, because the running tasks that it starts from include those just added.
 */
function afterCooldown(proposed: Proposal, cooldown: Cooldown | undefined, { nowMs }: Situation): Proposal {
  if (cooldown === undefined || !runs(cooldown, nowMs) || proposed.kind !== cooldown.direction)
    return proposed;
  const { direction, to, untilMs } = cooldown;
  if (direction === 'out' && proposed.capacity > to) return proposed;
  return none({ code: 'InCooldown', direction, ...(untilMs === undefined ? {} : { untilMs }) });
}

/** A change that is not fulfilled yet counts: its cooldown is still to begin. */
export function runs({ untilMs }: Cooldown, nowMs: number): boolean {
  return untilMs === undefined || nowMs < untilMs;
}

function none(reason: Reason): Proposal {
  return { kind: 'none', reason };
}
