import { z } from 'zod';
import type { StepScalingPolicy } from '../../model/scaling.ts';
import { present } from '../../properties/present.ts';
import { wholeNumber } from '../../properties/scalars.ts';
import type { CommonPolicy } from './common-policy.ts';
import { cooldown } from './cooldown.ts';
import { stepAdjustments } from './step-adjustments.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html */
export const stepScaling = z
  .strictObject({
    AdjustmentType: z.enum(['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity']),
    Cooldown: cooldown,
    MetricAggregationType: z.enum(['Average', 'Minimum', 'Maximum']).default('Average'),
    MinAdjustmentMagnitude: wholeNumber(1, 2_147_483_647).optional(),
    StepAdjustments: stepAdjustments,
  })
  .refine(
    ({ AdjustmentType, StepAdjustments }) =>
      AdjustmentType !== 'ExactCapacity' ||
      StepAdjustments.every(({ ScalingAdjustment }) => ScalingAdjustment >= 0),
    { error: 'an exact capacity cannot be negative', path: ['StepAdjustments'] },
  )
  .refine(
    ({ AdjustmentType, MinAdjustmentMagnitude }) =>
      AdjustmentType === 'PercentChangeInCapacity' || MinAdjustmentMagnitude === undefined,
    { error: 'it is allowed for PercentChangeInCapacity only', path: ['MinAdjustmentMagnitude'] },
  );

export function toStepScaling(
  common: CommonPolicy,
  written: z.output<typeof stepScaling>,
): StepScalingPolicy {
  return {
    kind: 'step-scaling',
    ...common,
    adjustmentType: written.AdjustmentType,
    cooldownSeconds: written.Cooldown,
    metricAggregationType: written.MetricAggregationType,
    ...present({ minAdjustmentMagnitude: written.MinAdjustmentMagnitude }),
    steps: written.StepAdjustments.map((step) =>
      present({
        lowerBound: step.MetricIntervalLowerBound,
        upperBound: step.MetricIntervalUpperBound,
        scalingAdjustment: step.ScalingAdjustment,
      }),
    ),
  };
}
