import { decide } from '../decisions/decide.ts';
import type { Change, Decision } from '../decisions/decision.ts';
import { runs } from '../decisions/propose.ts';
import {
  type AlarmReading,
  type Cooldown,
  isTracking,
  type PolicySituation,
} from '../decisions/situation.ts';
import { type Activity, activityText, isNotScaledReason, type NotScaledReason } from './activity.ts';
import {
  type Changing,
  type Moment,
  type ScalableTargetState,
  type Scaled,
  type ServiceReading,
  withChange,
} from './scalable-target.ts';

export interface Acted extends Scaled {
  /** For whoever asks why. */
  readonly decision: Decision;
}

/**
 * What the alarms of a target's policies make of it. It is to be asked at each evaluation of the alarms: CloudWatch
 * repeats a scaling action every minute while its alarm lasts.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function actOnAlarms(
  target: ScalableTargetState,
  service: ServiceReading,
  policies: readonly PolicySituation[],
  moment: Moment,
): Acted {
  const situations = policies.map((each) => withCooldown(each, target));
  const decision = decide({
    ...service,
    nowMs: moment.nowMs,
    minCapacity: target.minCapacity,
    maxCapacity: target.maxCapacity,
    isScaleOutSuspended: target.suspended.scaleOut,
    isScaleInSuspended: target.suspended.scaleIn,
    policies: situations,
  });
  const { change } = decision;
  return change === undefined
    ? { decision, target: noteNotScaled(target, decision, policies, moment) }
    : {
        decision,
        desiredCount: change.capacity,
        target: begin(target, change, { service, policies, moment }),
      };
}

function withCooldown(policy: PolicySituation, { cooldowns }: ScalableTargetState): PolicySituation {
  const cooldown = cooldowns[policy.policy.policyName];
  return cooldown === undefined ? policy : { ...policy, cooldown };
}

/** A change ends what was in progress, and a scale-out ends the cooldowns of scale-ins. */
function begin(
  target: ScalableTargetState,
  { direction, policyName, capacity: to }: Change,
  {
    service: { desiredCount: from, runningCount },
    policies,
    moment: { nowMs, newId },
  }: {
    readonly service: ServiceReading;
    readonly policies: readonly PolicySituation[];
    readonly moment: Moment;
  },
): ScalableTargetState {
  const alarmName = alarmOf(policies, policyName, direction)?.alarmName ?? '';
  const activity: Changing = {
    activityId: newId(),
    description: activityText.setDesired(to),
    cause: activityText.alarm(alarmName, policyName),
    status: 'InProgress',
    statusMessage: activityText.waiting(to),
    startTimeMs: nowMs,
    change: { direction, from, to, policyName },
  };
  const changed = withChange(target, activity);
  const kept = Object.entries(changed.cooldowns).filter(
    ([, cooldown]) => direction === 'in' || cooldown.direction === 'out',
  );
  // Assumed: what a cooldown that still runs had added counts as part of what is added now.
  const before = target.cooldowns[policyName];
  const goesOn = before?.direction === direction && runs(before, nowMs);
  const cooldown: Cooldown = { direction, from: goesOn ? before.from : runningCount, to };
  return { ...changed, cooldowns: { ...Object.fromEntries(kept), [policyName]: cooldown } };
}

function alarmOf(
  policies: readonly PolicySituation[],
  policyName: string,
  direction: 'out' | 'in',
): AlarmReading | undefined {
  const found = policies.find(({ policy }) => policy.policyName === policyName);
  if (found === undefined) return undefined;
  if (!isTracking(found)) return found.alarm;
  return direction === 'out' ? found.high : found.low;
}

/** The same reason again adds no row, whichever policy has it. */
function noteNotScaled(
  target: ScalableTargetState,
  { verdicts }: Decision,
  policies: readonly PolicySituation[],
  { nowMs, newId }: Moment,
): ScalableTargetState {
  for (const { policyName, reason } of verdicts) {
    if (reason === undefined || !isNotScaledReason(reason)) continue;
    if (target.activities[0]?.notScaled?.code === reason.code) return target;
    const row = { ...notScaledRow(policyName, reason, policies), activityId: newId(), startTimeMs: nowMs };
    return { ...target, activities: [row, ...target.activities] };
  }
  return target;
}

function notScaledRow(
  policyName: string,
  reason: NotScaledReason,
  policies: readonly PolicySituation[],
): Omit<Activity, 'activityId' | 'startTimeMs'> {
  const alarm = alarmOf(policies, policyName, 'out');
  const lasting = alarm?.state === 'ALARM' ? alarm : alarmOf(policies, policyName, 'in');
  const isAtBound = reason.code === 'AlreadyAtMaxCapacity' || reason.code === 'AlreadyAtMinCapacity';
  return {
    description: activityText.notScaled,
    cause: activityText.alarm(lasting?.alarmName ?? '', policyName),
    status: isAtBound ? 'Failed' : 'Successful',
    notScaled: reason,
  };
}
