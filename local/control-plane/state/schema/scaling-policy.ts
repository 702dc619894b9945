import { z } from 'zod';
import { predefinedMetricTypes } from '../../../../definition/model/predefined-metrics.ts';
import type {
  ScalingPolicy,
  StepScalingPolicy,
  TargetTrackingPolicy,
  TrackedMetric,
} from '../../../../definition/model/scaling.ts';
import { objectOf } from './object-of.ts';
import { watchedMetric } from './watched-metric.ts';

const text = z.string();

const trackedMetric: z.ZodType<TrackedMetric> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('predefined'),
    type: z.enum(predefinedMetricTypes),
    resourceLabel: text.exactOptional(),
  }),
  z.object({ kind: z.literal('customized'), watched: watchedMetric }),
]);

const named = { logicalId: text, arn: text, policyName: text };

/** A scaling policy as the state keeps it. */
export const policy: z.ZodType<ScalingPolicy> = z.discriminatedUnion('kind', [
  objectOf<TargetTrackingPolicy>()({
    ...named,
    kind: z.literal('target-tracking'),
    targetValue: z.number(),
    scaleOutCooldownSeconds: z.number(),
    scaleInCooldownSeconds: z.number(),
    disableScaleIn: z.boolean(),
    metric: trackedMetric,
  }),
  objectOf<StepScalingPolicy>()({
    ...named,
    kind: z.literal('step-scaling'),
    adjustmentType: z.enum(['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity']),
    cooldownSeconds: z.number(),
    metricAggregationType: z.enum(['Average', 'Minimum', 'Maximum']),
    minAdjustmentMagnitude: z.number().exactOptional(),
    steps: z.array(
      z.object({
        lowerBound: z.number().exactOptional(),
        upperBound: z.number().exactOptional(),
        scalingAdjustment: z.number(),
      }),
    ),
  }),
  z.object({ ...named, kind: z.literal('predictive') }),
]);
