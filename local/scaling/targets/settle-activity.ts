import { cooldownSeconds } from '../policies/cooldown-seconds.ts';
import type { ScalingPolicy } from '../policies/scaling-policy.ts';
import { type Activity, activityText, type CapacityChange } from './activity.ts';
import {
  activityInProgress,
  fulfilledCooldowns,
  overridden,
  type ScalableTargetState,
  type ServiceReading,
} from './scalable-target.ts';

/**
 * Ends the activity in progress once as many tasks run as it asked for, with which its policy's cooldown begins, or once
 * somebody else has changed the desired count.
 * Assumption: AWS says that a cooldown begins after a successful change, and ends the activity when tasks run.
 */
export function settleActivity(
  target: ScalableTargetState,
  service: ServiceReading,
  policies: readonly ScalingPolicy[],
  nowMs: number,
): ScalableTargetState {
  const activity = activityInProgress(target);
  if (activity === undefined) return target;
  const { change } = activity;
  const { desiredCount, runningCount } = service;
  if (desiredCount !== change.to) {
    const ended = replaced(target, overridden(activity, desiredCount, nowMs));
    return { ...ended, cooldowns: fulfilledCooldowns(target) };
  }
  if (runningCount !== change.to) return target;
  const statusMessage = activityText.fulfilled(change.to);
  const ended = replaced(target, { ...activity, status: 'Successful', statusMessage, endTimeMs: nowMs });
  return { ...ended, cooldowns: { ...target.cooldowns, ...cooldownAfter(target, change, policies, nowMs) } };
}

function replaced(target: ScalableTargetState, by: Activity): ScalableTargetState {
  const activities = target.activities.map((each) => (each.activityId === by.activityId ? by : each));
  return { ...target, activities };
}

/** What the last change added in the cooldown of another one goes on counting together with that. */
function cooldownAfter(
  { cooldowns }: ScalableTargetState,
  { policyName, direction, from, to }: CapacityChange,
  policies: readonly ScalingPolicy[],
  nowMs: number,
): ScalableTargetState['cooldowns'] {
  const policy = policies.find((each) => each.policyName === policyName);
  if (policy === undefined) return {};
  const untilMs = nowMs + cooldownSeconds(policy, direction) * 1000;
  const base = cooldowns[policy.policyName]?.from ?? from;
  return { [policy.policyName]: { direction, from: base, to, untilMs } };
}
