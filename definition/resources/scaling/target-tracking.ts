import { z } from 'zod';
import type { TargetTrackingPolicy } from '../../model/scaling.ts';
import { flag, number } from '../../properties/scalars.ts';
import type { CommonPolicy } from './common-policy.ts';
import { cooldown } from './cooldown.ts';
import { customizedMetric, predefinedMetric } from './tracked-metric.ts';

/**
 * Assumed: a target of 0 or less is a mistake, because no number of tasks is in proportion to it.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
 */
export const targetTracking = z
  .strictObject({
    TargetValue: number.refine((value) => value > 0, 'expected more than 0'),
    ScaleInCooldown: cooldown,
    ScaleOutCooldown: cooldown,
    DisableScaleIn: flag.default(false),
    PredefinedMetricSpecification: predefinedMetric.optional(),
    CustomizedMetricSpecification: customizedMetric.optional(),
  })
  .transform(
    ({ PredefinedMetricSpecification: known, CustomizedMetricSpecification: own, ...written }, context) => {
      const metric = known ?? own;
      if (metric !== undefined && (known === undefined || own === undefined)) return { ...written, metric };
      const message = 'expected either PredefinedMetricSpecification or CustomizedMetricSpecification';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    },
  );

export function toTargetTracking(
  common: CommonPolicy,
  written: z.output<typeof targetTracking>,
): TargetTrackingPolicy {
  return {
    kind: 'target-tracking',
    ...common,
    targetValue: written.TargetValue,
    scaleOutCooldownSeconds: written.ScaleOutCooldown,
    scaleInCooldownSeconds: written.ScaleInCooldown,
    disableScaleIn: written.DisableScaleIn,
    metric: written.metric,
  };
}
