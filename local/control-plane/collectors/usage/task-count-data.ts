import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import { observed } from '../../../cloudwatch/metrics/metric.ts';
import type { ServiceState } from '../../model/cluster-state.ts';
import { countTasks } from '../../model/task-counts.ts';
import { serviceGroup } from '../../model/task-group.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { datum } from '../statistics.ts';

/** Whether the cluster of the released definition has Container Insights on. */
export function hasContainerInsights({ released }: Pick<PersistedState, 'released'>): boolean {
  const [defined] = released?.workload.clusters ?? [];
  return ['enabled', 'enhanced'].includes(defined?.settings.containerInsights ?? '');
}

/**
 * What Container Insights counts of each service, where the cluster has it enabled.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function insightsCounts(persisted: PersistedState, atMs: number): readonly MetricDatum[] {
  if (!hasContainerInsights(persisted)) return [];
  return servicesWithCounts(persisted).flatMap(({ service, counts, dimensions }) => {
    const place = { namespace: 'ECS/ContainerInsights', dimensions, atMs };
    return Object.entries(countsOf(service, counts)).flatMap(([name, count]) =>
      datum(place, name, 'Count', observed(count)),
    );
  });
}

/**
 * `LiveTaskCount` of each service, once a minute. Assumed: it counts the tasks in the state RUNNING, and a service
 * without any has no point.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export function liveTaskCounts(persisted: PersistedState, atMs: number): readonly MetricDatum[] {
  return servicesWithCounts(persisted).flatMap(({ counts, dimensions }) =>
    counts.runningCount === 0
      ? []
      : datum(
          { namespace: 'AWS/ECS', dimensions, atMs },
          'LiveTaskCount',
          'Count',
          observed(counts.runningCount),
        ),
  );
}

function servicesWithCounts({ cluster }: PersistedState) {
  const tasks = Map.groupBy(Object.values(cluster.tasks), ({ group }) => group);
  return Object.values(cluster.services)
    .filter(({ status }) => status === 'ACTIVE')
    .map((service) => ({
      service,
      counts: countTasks(tasks.get(serviceGroup(service.name)) ?? []),
      dimensions: { ClusterName: cluster.clusterName, ServiceName: service.name },
    }));
}

function countsOf(service: ServiceState, counts: ReturnType<typeof countTasks>) {
  return {
    RunningTaskCount: counts.runningCount,
    PendingTaskCount: counts.pendingCount,
    DesiredTaskCount: service.desiredCount,
    DeploymentCount: service.deployments.length,
    TaskSetCount: 0,
  };
}
