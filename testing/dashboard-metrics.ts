import { z } from 'zod';
import type { CloudWatch, MetricAlarm, MetricDataQuery } from '../aws/scaling-types.ts';

/** A metric that somebody looks at, and a query for it. */
export interface WatchedMetric {
  /** The title of the widget, or the name of the alarm. */
  readonly where: string;
  readonly query: Omit<MetricDataQuery, 'Id'>;
}

const bodySchema = z.object({
  widgets: z.array(
    z.object({
      properties: z.object({
        title: z.string().default(''),
        period: z.number().optional(),
        stat: z.string().optional(),
        metrics: z.array(z.array(z.unknown())).default([]),
      }),
    }),
  ),
});
const optionsSchema = z.object({ stat: z.string().optional(), period: z.number().optional() });
const namesSchema = z.array(z.string());

/**
 * The metrics of a dashboard's graphs.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export async function dashboardMetrics(
  cloudWatch: CloudWatch,
  name: string,
): Promise<readonly WatchedMetric[]> {
  const { DashboardBody = '' } = await cloudWatch.getDashboard({ DashboardName: name });
  return bodySchema.parse(JSON.parse(DashboardBody)).widgets.flatMap(({ properties }) =>
    properties.metrics.map((row) => {
      const names = namesSchema.parse(row.filter((part) => typeof part === 'string'));
      const own = optionsSchema.parse(row.find((part) => typeof part === 'object') ?? {});
      const stat = own.stat ?? properties.stat ?? 'Average';
      const period = own.period ?? properties.period ?? 300;
      return {
        where: properties.title,
        query: { MetricStat: { Metric: metricOf(names), Stat: stat, Period: period } },
      };
    }),
  );
}

/** The metric that an alarm watches. */
export function alarmMetric(alarm: MetricAlarm): WatchedMetric {
  const { AlarmName = '', Namespace, MetricName, Dimensions, Period, Statistic } = alarm;
  const Metric = { Namespace, MetricName, Dimensions };
  return { where: AlarmName, query: { MetricStat: { Metric, Period, Stat: Statistic } } };
}

/** Those of which there is no value in the last hour, as `WHERE: METRIC`. */
export async function withoutValues(
  cloudWatch: CloudWatch,
  metrics: readonly WatchedMetric[],
): Promise<readonly string[]> {
  const { MetricDataResults = [] } = await cloudWatch.getMetricData({
    MetricDataQueries: metrics.map(({ query }, index) => ({ ...query, Id: `m${index}` })),
    StartTime: new Date(Date.now() - 3_600_000),
    // Of the period that has only begun as well.
    EndTime: new Date(Date.now() + 300_000),
  });
  const valuesOf = (index: number) => MetricDataResults.find(({ Id }) => Id === `m${index}`)?.Values ?? [];
  return metrics
    .filter((_, index) => valuesOf(index).length === 0)
    .map(({ where, query }) => `${where}: ${query.MetricStat?.Metric?.MetricName}`);
}

/** `[namespace, name, dimension, value, ...]`. */
function metricOf([Namespace, MetricName, ...pairs]: readonly string[]) {
  const names = pairs.filter((_, index) => index % 2 === 0);
  return {
    Namespace,
    MetricName,
    Dimensions: names.map((Name, index) => ({ Name, Value: pairs[2 * index + 1] })),
  };
}
