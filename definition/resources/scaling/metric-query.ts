import { z } from 'zod';
import { uniqueList } from '../../properties/unique-list.ts';
import { checkQueries, metric, queryMembers } from '../cloudwatch/metric-query.ts';
import { anyStatistic } from '../cloudwatch/statistic.ts';
import { unit } from '../cloudwatch/unit.ts';

/** Application Auto Scaling allows ten metrics in the metric math of a policy. */
const mostMetrics = 10;

/**
 * Queries of metric math, of which one metric is a case; their periods are all a minute.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-applicationautoscaling-scalingpolicy-targettrackingmetricdataquery.html
 */
export const metricQueries = uniqueList(
  z.strictObject({
    ...queryMembers,
    MetricStat: z.strictObject({ Stat: anyStatistic, Unit: unit.optional(), Metric: metric }).optional(),
  }),
  'Id',
)
  .superRefine(checkQueries)
  .refine(
    (queries) => queries.filter(({ MetricStat }) => MetricStat !== undefined).length <= mostMetrics,
    `a policy has at most ${mostMetrics} metrics`,
  );
