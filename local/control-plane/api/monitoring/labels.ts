import type { MetricQuery } from '../../../../definition/model/alarms.ts';
import type { QueryResult } from '../../../cloudwatch/math/evaluate-queries.ts';

/**
 * Results with CloudWatch's own labels for metrics that were given none: the name of the metric, and the statistic where
 * the same name is returned with several.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export function labelled(
  results: readonly QueryResult[],
  queries: readonly MetricQuery[],
): readonly QueryResult[] {
  const named = queries.filter(
    ({ metricStat, label, returnData }) => metricStat && returnData && label === undefined,
  );
  const statsOf = (name: string | undefined) =>
    new Set(named.filter((query) => nameOf(query) === name).map(({ metricStat }) => metricStat?.stat));
  return results.map((result) => {
    const query = named.find(({ id }) => id === result.id);
    if (query?.metricStat === undefined) return result;
    const name = query.metricStat.metric.metricName;
    return { ...result, label: statsOf(name).size > 1 ? `${name} ${query.metricStat.stat}` : name };
  });
}

function nameOf({ metricStat }: MetricQuery): string | undefined {
  return metricStat?.metric.metricName;
}
