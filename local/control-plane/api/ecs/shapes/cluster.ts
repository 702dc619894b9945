import type { Cluster } from '../../../../../definition/model/ecs.ts';
import { clusterArn } from '../../../model/arns.ts';
import type { ClusterState } from '../../../model/cluster-state.ts';
import { countTasks } from '../../../model/task-counts.ts';
import { tagShapes } from './tags.ts';

/** What of the definition is told only when it is asked for. */
export const clusterIncludes = ['ATTACHMENTS', 'CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS'] as const;

/** Both run tasks alike here. */
export const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html */
export function clusterShape(
  state: ClusterState,
  defined: Cluster | undefined,
  include: readonly (typeof clusterIncludes)[number][],
) {
  const counts = countTasks(Object.values(state.tasks));
  const services = Object.values(state.services).filter((service) => service.status === 'ACTIVE');
  return {
    clusterArn: clusterArn(state),
    clusterName: state.clusterName,
    status: 'ACTIVE',
    registeredContainerInstancesCount: 0,
    runningTasksCount: counts.runningCount,
    pendingTasksCount: counts.pendingCount,
    activeServicesCount: services.length,
    statistics: [],
    tags: include.includes('TAGS') ? tagShapes(defined?.tags ?? {}) : [],
    settings: include.includes('SETTINGS') ? settingShapes(defined?.settings ?? {}) : [],
    capacityProviders,
    defaultCapacityProviderStrategy: [],
  };
}

function settingShapes(settings: Readonly<Record<string, string>>) {
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}
