import { z } from 'zod';
import type { MetricQuery, MetricStat, WatchedMetric } from '../../../../definition/model/alarms.ts';
import type {
  ScalingPolicy,
  StepScalingPolicy,
  TargetTrackingPolicy,
  TrackedMetric,
} from '../../../../definition/model/scaling.ts';
import { objectOf } from './object-of.ts';
import { textByName } from './task-definition.ts';

const text = z.string();

const metricStat = objectOf<MetricStat>()({
  metric: z.object({ namespace: text, metricName: text, dimensions: textByName }),
  stat: text,
  periodSeconds: z.number(),
  unit: text.exactOptional(),
});

const query = objectOf<MetricQuery>()({
  id: text,
  metricStat: metricStat.exactOptional(),
  expression: text.exactOptional(),
  label: text.exactOptional(),
  periodSeconds: z.number().exactOptional(),
  returnData: z.boolean(),
});

const watched: z.ZodType<WatchedMetric> = z.discriminatedUnion('kind', [
  metricStat.extend({ kind: z.literal('metric') }),
  z.object({ kind: z.literal('math'), queries: z.array(query) }),
]);

const trackedMetric: z.ZodType<TrackedMetric> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('predefined'),
    type: z.enum([
      'ECSServiceAverageCPUUtilization',
      'ECSServiceAverageMemoryUtilization',
      'ECSServiceAverageCPUUtilizationHighResolution',
      'ECSServiceAverageMemoryUtilizationHighResolution',
      'ALBRequestCountPerTarget',
    ]),
    resourceLabel: text.exactOptional(),
  }),
  z.object({ kind: z.literal('customized'), watched }),
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
