import type { MetricQuery, MetricStat, WatchedMetric } from './alarms.ts';
import type { TrackedMetric } from './scaling.ts';

/**
 * One text for each metric that only one target tracking policy of a target may have. A metric is the same one in
 * whatever unit, and alone in metric math; the order of queries does not matter.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function trackedMetricKey(tracked: TrackedMetric): string {
  if (tracked.kind === 'predefined') return JSON.stringify([tracked.type, tracked.resourceLabel]);
  const single = singleMetric(tracked.watched);
  return single === undefined ? JSON.stringify(queriesOf(tracked.watched)) : metricKey(single);
}

function singleMetric(watched: WatchedMetric): MetricStat | undefined {
  if (watched.kind === 'metric') return watched;
  return watched.queries.length === 1 ? watched.queries[0]?.metricStat : undefined;
}

function metricKey({ metric: { namespace, metricName, dimensions }, stat }: MetricStat): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([namespace, metricName, stat, sorted]);
}

function queriesOf(watched: WatchedMetric): readonly MetricQuery[] {
  return watched.kind === 'metric' ? [] : watched.queries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
