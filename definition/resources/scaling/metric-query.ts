import { z } from 'zod';
import { flag, text } from '../../properties/scalars.ts';

export const dimensions = z.array(z.strictObject({ Name: text, Value: text }));

/**
 * A query of metric math, of which one metric is a case.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-applicationautoscaling-scalingpolicy-targettrackingmetricdataquery.html
 */
export const metricQueries = z.array(
  z.strictObject({
    Id: text,
    Expression: text.optional(),
    Label: text.optional(),
    ReturnData: flag.optional(),
    MetricStat: z
      .strictObject({
        Stat: text,
        Unit: text.optional(),
        Metric: z.strictObject({
          Namespace: text.optional(),
          MetricName: text.optional(),
          Dimensions: dimensions.optional(),
        }),
      })
      .optional(),
  }),
);
