import { activityText } from './activity.ts';
import { activityInProgress, type ScalableTargetState } from './scalable-target.ts';

/** Ends the activity in progress as failed, as the service did not take its change; no cooldown comes of it. */
export function refuseChange(
  target: ScalableTargetState,
  reason: string,
  nowMs: number,
): ScalableTargetState {
  const activity = activityInProgress(target);
  if (activity === undefined) return target;
  const { change } = activity;
  const statusMessage = activityText.refused(change.to, reason);
  const ended = { ...activity, status: 'Failed' as const, statusMessage, endTimeMs: nowMs };
  return {
    ...target,
    activities: target.activities.map((each) => (each === activity ? ended : each)),
    cooldowns: Object.fromEntries(
      Object.entries(target.cooldowns).filter(([name]) => name !== change.policyName),
    ),
  };
}
