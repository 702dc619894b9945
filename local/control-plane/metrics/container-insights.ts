import type { ServiceState } from '../model/cluster-state.ts';
import { countTasks } from '../model/task-counts.ts';
import { serviceGroup } from '../model/task-group.ts';
import type { PersistedState } from '../state/persisted-state.ts';

/** One value of a metric of a service. */
export interface MetricValue {
  readonly name: string;
  readonly dimensions: { readonly ClusterName: string; readonly ServiceName: string };
  readonly value: number;
}

export const containerInsightsNamespace = 'ECS/ContainerInsights';

/**
 * What Container Insights counts of each service, where the cluster has it enabled; what it measures of CPU, memory
 * and network is not published.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function containerInsights({ cluster, released }: PersistedState): readonly MetricValue[] {
  const [defined] = released?.workload.clusters ?? [];
  if (!['enabled', 'enhanced'].includes(defined?.settings.containerInsights ?? '')) return [];
  const tasks = Object.values(cluster.tasks);
  return Object.values(cluster.services)
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap((service) => {
      const own = tasks.filter(({ group }) => group === serviceGroup(service.name));
      const dimensions = { ClusterName: cluster.clusterName, ServiceName: service.name };
      return Object.entries(countsOf(service, countTasks(own))).map(([name, value]) => ({
        name,
        dimensions,
        value,
      }));
    });
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
