import { z } from 'zod';
import { number, text } from '../../properties/scalars.ts';
import { metricQueries } from './metric-query.ts';

const predefined = z.strictObject({ PredefinedMetricType: text, ResourceLabel: text.optional() }).optional();
const customized = z.strictObject({ MetricDataQueries: metricQueries }).optional();

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredictiveScalingPolicyConfiguration.html */
export const predictiveScaling = z.strictObject({
  Mode: z.enum(['ForecastOnly', 'ForecastAndScale']).optional(),
  MaxCapacityBreachBehavior: z.enum(['HonorMaxCapacity', 'IncreaseMaxCapacity']).optional(),
  MaxCapacityBuffer: number.optional(),
  SchedulingBufferTime: number.optional(),
  MetricSpecifications: z.array(
    z.strictObject({
      TargetValue: number,
      PredefinedMetricPairSpecification: predefined,
      PredefinedScalingMetricSpecification: predefined,
      PredefinedLoadMetricSpecification: predefined,
      CustomizedScalingMetricSpecification: customized,
      CustomizedLoadMetricSpecification: customized,
      CustomizedCapacityMetricSpecification: customized,
    }),
  ),
});
