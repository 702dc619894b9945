import { ownValue } from '../../../json/own-value.ts';
import type { ServiceReading } from '../../scaling/targets/scalable-target.ts';
import type { ClusterState, ServiceState } from '../model/cluster-state.ts';
import { countTasks } from '../model/task-counts.ts';
import { serviceGroup } from '../model/task-group.ts';

/** The active service of a resource id such as `service/CLUSTER/SERVICE`; undefined where there is none. */
export function scaledService(cluster: ClusterState, resourceId: string): ServiceState | undefined {
  const [kind, clusterName, name, ...more] = resourceId.split('/');
  const isHere = kind === 'service' && clusterName === cluster.clusterName && more.length === 0;
  const service = isHere && name !== undefined ? ownValue(cluster.services, name) : undefined;
  return service?.status === 'ACTIVE' ? service : undefined;
}

/** The service as a decision sees it. A deployment that failed and was not rolled back is over. */
export function readService(cluster: ClusterState, service: ServiceState): ServiceReading {
  const group = serviceGroup(service.name);
  const tasks = Object.values(cluster.tasks).filter((task) => task.group === group);
  const [primary, ...earlier] = service.deployments;
  return {
    runningCount: countTasks(tasks).runningCount,
    desiredCount: service.desiredCount,
    isDeploying: primary?.rolloutState === 'IN_PROGRESS' || earlier.length > 0,
  };
}
