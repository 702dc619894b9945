import { clusterArn, serviceArn, taskArn } from '../../model/arns.ts';
import type {
  ClusterState,
  RegisteredTaskDefinition,
  ServiceState,
  TaskState,
} from '../../model/cluster-state.ts';
import { AwsError } from '../aws-error.ts';

/** Whether a cluster's name or ARN is this cluster; an absent one is AWS's `default`. */
export function isThisCluster(state: ClusterState, cluster: string | undefined): boolean {
  const reference = cluster ?? 'default';
  return reference === state.clusterName || reference === clusterArn(state);
}

/** Raises `ClusterNotFoundException` when a name or ARN is not this cluster's. */
export function requireCluster(state: ClusterState, cluster: string | undefined): void {
  if (!isThisCluster(state, cluster)) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
}

/** The service of a name or ARN (also of the old form, without the cluster); undefined when there is none. */
export function findService(state: ClusterState, reference: string): ServiceState | undefined {
  const service = own(state.services, reference.split('/').at(-1) ?? '');
  if (service === undefined || !reference.startsWith('arn:')) return service;
  const long = serviceArn(state, service.name);
  const short = long.replace(`/${state.clusterName}/`, '/');
  return reference === long || reference === short ? service : undefined;
}

/** Raises `ServiceNotFoundException`. */
export function requireService(state: ClusterState, reference: string): ServiceState {
  const service = findService(state, reference);
  if (service === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.');
  return service;
}

/** Raises `ServiceNotFoundException`, and `ServiceNotActiveException` for one that is deleted or on its way out. */
export function requireActiveService(state: ClusterState, reference: string): ServiceState {
  const service = requireService(state, reference);
  if (service.status !== 'ACTIVE') {
    throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  }
  return service;
}

/** The task of an id or ARN; undefined when there is none (any more). */
export function findTask(state: ClusterState, reference: string): TaskState | undefined {
  const task = own(state.tasks, reference.split('/').at(-1) ?? '');
  if (task === undefined || !reference.startsWith('arn:')) return task;
  return reference === taskArn(state, task.id) ? task : undefined;
}

/** The revision of an ARN, `family:revision`, or `family` (its newest ACTIVE one); undefined when there is none. */
export function findTaskDefinition(
  state: ClusterState,
  reference: string,
): RegisteredTaskDefinition | undefined {
  const byArn = own(state.taskDefinitions, reference);
  if (byArn !== undefined || reference.startsWith('arn:')) return byArn;
  const [family, revision] = reference.split(':', 2);
  const ofFamily = Object.values(state.taskDefinitions).filter((found) => found.family === family);
  if (revision !== undefined) return ofFamily.find((found) => String(found.revision) === revision);
  return ofFamily
    .filter((found) => found.status === 'ACTIVE')
    .reduce<RegisteredTaskDefinition | undefined>(
      (newest, found) => (newest === undefined || found.revision > newest.revision ? found : newest),
      undefined,
    );
}

/** An ACTIVE revision for something to run. Raises `ClientException`. */
export function requireActiveTaskDefinition(
  state: ClusterState,
  reference: string,
): RegisteredTaskDefinition {
  const found = findTaskDefinition(state, reference);
  if (found === undefined) throw new AwsError('ClientException', 'TaskDefinition not found.');
  if (found.status !== 'ACTIVE') throw new AwsError('ClientException', 'TaskDefinition is inactive');
  return found;
}

/** Names come from outside, so that a name such as `constructor` must not find what every object has. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
