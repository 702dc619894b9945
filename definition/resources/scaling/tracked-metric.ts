import { z } from 'zod';
import { predefinedMetricTypes } from '../../model/predefined-metrics.ts';
import type { TrackedMetric } from '../../model/scaling.ts';
import { present } from '../../properties/present.ts';
import { refinedBy, text } from '../../properties/scalars.ts';
import { dimensions } from '../cloudwatch/metric-query.ts';
import { statistic } from '../cloudwatch/statistic.ts';
import { unit } from '../cloudwatch/unit.ts';
import { toWatchedMetric } from '../cloudwatch/watched-metric.ts';
import { metricQueries } from './metric-query.ts';

const minute = 60;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_CustomizedMetricSpecification.html */
export const customizedMetric = z
  .strictObject({
    Namespace: text.optional(),
    MetricName: text.optional(),
    Statistic: statistic.optional(),
    Unit: unit.optional(),
    Dimensions: dimensions.optional(),
    Metrics: metricQueries.optional(),
  })
  .transform((written, context): TrackedMetric => {
    const Period = written.Metrics === undefined ? minute : undefined;
    const watched = toWatchedMetric({ ...written, Period });
    if (watched !== undefined) return { kind: 'customized', watched };
    const message = 'expected either Metrics alone, or Namespace, MetricName and Statistic';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** The ends of the ARNs of the load balancer and of the target group. */
const resourceLabel = refinedBy((label) =>
  /^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/.test(label)
    ? undefined
    : 'expected app/NAME/ID/targetgroup/NAME/ID of a load balancer and a target group',
);

/** Those of ECS. @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
export const predefinedMetric = z
  .strictObject({
    PredefinedMetricType: z.enum(predefinedMetricTypes),
    ResourceLabel: resourceLabel.optional(),
  })
  .refine(
    ({ PredefinedMetricType: type, ResourceLabel: label }) =>
      (type === 'ALBRequestCountPerTarget') === (label !== undefined),
    {
      error: 'it is required for ALBRequestCountPerTarget, and not allowed otherwise',
      path: ['ResourceLabel'],
    },
  )
  .transform(
    ({ PredefinedMetricType: type, ResourceLabel: resourceLabel }): TrackedMetric => ({
      kind: 'predefined',
      type,
      ...present({ resourceLabel }),
    }),
  );
