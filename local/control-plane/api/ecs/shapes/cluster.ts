import type { ClusterState } from '../../../model/cluster-state.ts';
import { clusterArn } from '../../../scheduler/arns.ts';
import { countTasks } from '../../task-counts.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html */
export function clusterShape(state: ClusterState) {
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
    tags: [],
    settings: [],
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
  };
}
