import { z } from 'zod';
import type { StepScalingPolicy } from '../../../../../definition/model/scaling.ts';
import { invalid, limitExceeded } from '../errors.ts';
import type { PolicyName } from './policy-name.ts';
import { requireSteps, type Step, step } from './step-adjustments.ts';
import { requireCooldown } from './target-tracking.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html */
export const stepScaling = z.object({
  AdjustmentType: z.enum(['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity']).optional(),
  StepAdjustments: z.array(step).optional(),
  MinAdjustmentMagnitude: z.int().optional(),
  Cooldown: z.int().optional(),
  MetricAggregationType: z.enum(['Average', 'Minimum', 'Maximum']).optional(),
});

type Configuration = z.output<typeof stepScaling>;

const mostSteps = 20;

/** Of a policy of ECS that says nothing of it. */
const defaultCooldownSeconds = 300;

/** The policy of a configuration. Raises `ValidationException` and `LimitExceededException`. */
export function stepPolicyOf(name: PolicyName, configuration: Configuration): StepScalingPolicy {
  const {
    AdjustmentType,
    StepAdjustments: steps = [],
    MinAdjustmentMagnitude: least,
    Cooldown,
  } = configuration;
  if (AdjustmentType === undefined) throw invalid('Adjustment type must be specified');
  if (steps.length === 0) throw invalid('There must be at least one step adjustment');
  if (steps.length > mostSteps) throw limitExceeded(`A policy has at most ${mostSteps} step adjustments`);
  requireSteps(steps, AdjustmentType);
  if (least !== undefined && AdjustmentType !== 'PercentChangeInCapacity') {
    throw invalid('Minimum adjustment magnitude is only allowed for adjustment type PercentChangeInCapacity');
  }
  requireCooldown(Cooldown);
  return {
    kind: 'step-scaling',
    ...name,
    adjustmentType: AdjustmentType,
    cooldownSeconds: Cooldown ?? defaultCooldownSeconds,
    metricAggregationType: configuration.MetricAggregationType ?? 'Average',
    steps: steps.map(stepOf),
    ...(least === undefined ? {} : { minAdjustmentMagnitude: least }),
  };
}

function stepOf({
  MetricIntervalLowerBound: lower,
  MetricIntervalUpperBound: upper,
  ScalingAdjustment,
}: Step) {
  return {
    scalingAdjustment: ScalingAdjustment,
    ...(lower === undefined ? {} : { lowerBound: lower }),
    ...(upper === undefined ? {} : { upperBound: upper }),
  };
}
