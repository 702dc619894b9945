import type * as defined from '../../../definition/model/scaling.ts';
import type {
  ScalingPolicy,
  StepScalingPolicy,
  TargetTrackingPolicy,
} from '../../scaling/policies/scaling-policy.ts';

/** What a decision needs of a policy; undefined of one that never acts. The time scale shortens its cooldowns. */
export function decisionPolicy(policy: defined.ScalingPolicy, timeScale: number): ScalingPolicy | undefined {
  switch (policy.kind) {
    case 'target-tracking':
      return trackingPolicy(policy, timeScale);
    case 'step-scaling':
      return stepPolicy(policy, timeScale);
    case 'predictive':
      return undefined;
  }
}

/** What the alarms and the decisions of target tracking go by. */
export function trackingPolicy(
  { policyName, targetValue, disableScaleIn, metric, ...policy }: defined.TargetTrackingPolicy,
  timeScale = 1,
): TargetTrackingPolicy {
  return {
    kind: 'target-tracking',
    ...{ policyName, targetValue, disableScaleIn },
    scaleOutCooldownSeconds: policy.scaleOutCooldownSeconds / timeScale,
    scaleInCooldownSeconds: policy.scaleInCooldownSeconds / timeScale,
    periodSeconds: periodSeconds(metric),
  };
}

export function stepPolicy(
  { policyName, adjustmentType, steps, cooldownSeconds, minAdjustmentMagnitude }: defined.StepScalingPolicy,
  timeScale = 1,
): StepScalingPolicy {
  return {
    kind: 'step-scaling',
    ...{ policyName, adjustmentType, steps },
    cooldownSeconds: cooldownSeconds / timeScale,
    ...(minAdjustmentMagnitude === undefined ? {} : { minAdjustmentMagnitude }),
  };
}

/** Metric math is evaluated each minute. */
function periodSeconds(metric: defined.TrackedMetric): number {
  if (metric.kind === 'predefined') return metric.type.endsWith('HighResolution') ? 20 : 60;
  return metric.watched.kind === 'metric' ? metric.watched.periodSeconds : 60;
}
