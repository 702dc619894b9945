import type { AlarmReading, Situation, StepSituation, TrackingSituation } from '../decisions/situation.ts';
import type { StepScalingPolicy, TargetTrackingPolicy } from '../policies/scaling-policy.ts';

export function trackingPolicy(changes: Partial<TargetTrackingPolicy> = {}): TargetTrackingPolicy {
  return {
    kind: 'target-tracking',
    policyName: 'cpu',
    targetValue: 70,
    scaleOutCooldownSeconds: 300,
    scaleInCooldownSeconds: 300,
    disableScaleIn: false,
    periodSeconds: 60,
    ...changes,
  };
}

export function stepPolicy(changes: Partial<StepScalingPolicy> = {}): StepScalingPolicy {
  return {
    kind: 'step-scaling',
    policyName: 'steps',
    adjustmentType: 'ChangeInCapacity',
    steps: [
      { lowerBound: 0, upperBound: 20, scalingAdjustment: 2 },
      { lowerBound: 20, scalingAdjustment: 3 },
    ],
    cooldownSeconds: 300,
    ...changes,
  };
}

/** A target tracking policy whose alarms follow from one value that has lasted. */
export function tracked(
  value: number,
  changes: Partial<TargetTrackingPolicy> = {},
  cooldown?: TrackingSituation['cooldown'],
): TrackingSituation {
  const policy = trackingPolicy(changes);
  const reading = (end: string, isInAlarm: boolean): AlarmReading => ({
    alarmName: `${policy.policyName}-${end}`,
    state: isInAlarm ? 'ALARM' : 'OK',
    value,
  });
  return {
    policy,
    high: reading('AlarmHigh', value > policy.targetValue),
    ...(policy.disableScaleIn ? {} : { low: reading('AlarmLow', value < 0.9 * policy.targetValue) }),
    ...(cooldown === undefined ? {} : { cooldown }),
  };
}

/** A step scaling policy whose alarm at `threshold` goes off above it. */
export function stepped(
  value: number,
  changes: Partial<StepScalingPolicy> = {},
  cooldown?: StepSituation['cooldown'],
): StepSituation {
  const threshold = 50;
  const policy = stepPolicy(changes);
  return {
    policy,
    alarm: { alarmName: `${policy.policyName}-alarm`, state: value >= threshold ? 'ALARM' : 'OK', value },
    threshold,
    ...(cooldown === undefined ? {} : { cooldown }),
  };
}

/** A steady service of `count` tasks. */
export function steady(count: number, changes: Partial<Situation>): Situation {
  return {
    nowMs: 0,
    runningCount: count,
    desiredCount: count,
    minCapacity: 2,
    maxCapacity: 10,
    isDeploying: false,
    isScaleOutSuspended: false,
    isScaleInSuspended: false,
    policies: [],
    ...changes,
  };
}
