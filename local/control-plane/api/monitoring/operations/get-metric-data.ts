import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { dataPage } from '../data-page.ts';
import { metricQueries, metricQuery } from '../input/metric-queries.ts';
import { queryProblems } from '../input/query-problems.ts';
import { integer, timestamp } from '../input/values.ts';
import { queryOperation } from '../operation.ts';
import { evaluateByPeriod } from '../query-results.ts';

const mostDatapoints = 100_800;

const input = z.object({
  MetricDataQueries: metricQueries(500),
  StartTime: timestamp,
  EndTime: timestamp,
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).optional(),
  MaxDatapoints: integer(1, mostDatapoints).optional(),
  /** The time zone of dynamic labels, which are refused. */
  LabelOptions: z.object({ Timezone: z.string().optional() }).optional(),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData = queryOperation(input, (request, { metrics, place }) => {
  const { MetricDataQueries, StartTime: startMs, EndTime: endMs, NextToken, MaxDatapoints, ScanBy } = request;
  const problems = [
    ...rangeProblems(startMs, endMs),
    ...queryProblems(MetricDataQueries, 'MetricDataQueries', place.accountId),
  ];
  if (problems.length > 0) throw new AwsError('ValidationError', problems.join('\n'));
  const isDescending = ScanBy !== 'TimestampAscending';
  const results = evaluateByPeriod(MetricDataQueries.map(metricQuery), { startMs, endMs }, metrics);
  const page = dataPage(results, {
    ...{ NextToken, isDescending, size: MaxDatapoints ?? mostDatapoints },
    list: [MetricDataQueries, startMs, endMs, isDescending],
  });
  return { MetricDataResults: page.results, NextToken: page.NextToken, Messages: [] };
});

function rangeProblems(startMs: number, endMs: number): readonly string[] {
  if (startMs === endMs) return ['The parameter StartTime must not equal parameter EndTime.'];
  return startMs > endMs ? ['The parameter StartTime must be less than the parameter EndTime.'] : [];
}
