import type { MetricDataQuery } from '../aws/scaling-types.ts';
import type { RecordedValue } from '../local/scaling/words/scaling-record.ts';

/** Queries for how many tasks of a service ran in each minute: `taskCounts` reads their answers. */
export function taskCountQueries(cluster: string, service: string): readonly MetricDataQuery[] {
  const Dimensions = [
    { Name: 'ClusterName', Value: cluster },
    { Name: 'ServiceName', Value: service },
  ];
  const of = (Id: string, MetricName: string, Stat: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'AWS/ECS', MetricName, Dimensions }, Period: 60, Stat },
  });
  return [of(live, 'LiveTaskCount', 'Average'), of(reports, 'CPUUtilization', 'SampleCount')];
}

const live = 'tasks';
const reports = 'taskReports';

/**
 * How many tasks ran in each minute. `LiveTaskCount` says so. Before ECS had it, each task reported its CPU once a minute,
 * so that there are as many samples as tasks. Assumed: where tasks report more often, there is a `LiveTaskCount`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export function taskCounts(metrics: ReadonlyMap<string, readonly RecordedValue[]>): readonly RecordedValue[] {
  const of = (id: string) => (metrics.get(id) ?? []).map(({ startMs, value }) => [startMs, value] as const);
  return [...new Map([...of(reports), ...of(live)])]
    .map(([startMs, value]) => ({ startMs, value }))
    .toSorted((left, right) => left.startMs - right.startMs);
}
