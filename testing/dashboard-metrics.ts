import { z } from 'zod';
import type { CloudWatch, MetricAlarm, MetricDataQuery } from '../aws/scaling-types.ts';
import { resourcesOfType } from '../definition/resolution/resolved-template.ts';
import { readStack } from '../local/providers/local-definition.ts';
import { resolveLocally } from '../local/providers/local-workload.ts';

/** A metric that somebody looks at, and a query for it. */
export interface WatchedMetric {
  /** The title of the widget, or the name of the alarm. */
  readonly where: string;
  readonly query: Omit<MetricDataQuery, 'Id'>;
}

const optionsSchema = z.object({ stat: z.string().exactOptional(), period: z.number().exactOptional() });
const graphSchema = optionsSchema.extend({
  title: z.string().default(''),
  metrics: z.array(z.array(z.unknown())).default([]),
});
const bodySchema = z.object({ widgets: z.array(z.object({ properties: graphSchema })) });
type Graph = z.infer<typeof graphSchema>;

/**
 * The metrics of the graphs of a definition's dashboards, which exist on AWS only; with local values for what they refer to.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export async function dashboardMetrics(assemblyFolder: string): Promise<readonly WatchedMetric[]> {
  const template = resolveLocally(await readStack(assemblyFolder));
  return resourcesOfType(template, 'AWS::CloudWatch::Dashboard').flatMap(({ properties }) =>
    bodySchema
      .parse(JSON.parse(String(properties.DashboardBody)))
      .widgets.flatMap((widget) => widget.properties.metrics.map((row) => graphed(row, widget.properties))),
  );
}

/** A row of a graph: `[namespace, name, dimension, value, ..., options]`. */
function graphed(row: readonly unknown[], { title, ...graph }: Graph): WatchedMetric {
  const [Namespace, MetricName, ...pairs] = z.array(z.string()).parse(row.filter((part) => !isOptions(part)));
  const own = optionsSchema.parse(row.find(isOptions) ?? {});
  const names = pairs.filter((_, index) => index % 2 === 0);
  const Dimensions = names.map((Name, index) => ({ Name, Value: pairs[2 * index + 1] }));
  const { stat = 'Average', period = 300 } = { ...graph, ...own };
  const MetricStat = { Metric: { Namespace, MetricName, Dimensions }, Stat: stat, Period: period };
  return { where: title, query: { MetricStat } };
}

function isOptions(part: unknown): boolean {
  return typeof part === 'object';
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
