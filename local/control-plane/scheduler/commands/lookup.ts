import { clusterArn, taskDefinitionArn } from '../../model/arns.ts';
import type {
  ClusterState,
  RegisteredTaskDefinition,
  ServiceState,
  TaskState,
} from '../../model/cluster-state.ts';
import { type Found, found, refuse } from './outcome.ts';

/** The cluster by name or ARN. */
export function findCluster(state: ClusterState, reference: string): Found<ClusterState> {
  const isIt = reference === state.clusterName || reference === clusterArn(state);
  return isIt ? found(state) : refuse('ClusterNotFoundException', 'Cluster not found.');
}

/** A service by name or ARN, whatever its status. */
export function findService(state: ClusterState, reference: string): Found<ServiceState> {
  const service = state.services[lastPart(reference)];
  return service === undefined ? refuse('ServiceNotFoundException', 'Service not found.') : found(service);
}

export function findActiveService(state: ClusterState, reference: string): Found<ServiceState> {
  const service = findService(state, reference);
  if (!service.ok || service.value.status === 'ACTIVE') return service;
  return refuse('ServiceNotActiveException', 'Service was not ACTIVE.');
}

/** A task by id or ARN. */
export function findTask(state: ClusterState, reference: string): Found<TaskState> {
  const task = state.tasks[lastPart(reference)];
  return task === undefined
    ? refuse('InvalidParameterException', 'The referenced task was not found.')
    : found(task);
}

/** A revision by `family` (its newest ACTIVE one), `family:revision` or ARN, INACTIVE ones included. */
export function findTaskDefinition(state: ClusterState, reference: string): Found<RegisteredTaskDefinition> {
  const name = lastPart(reference);
  const [family = '', revision] = name.split(':');
  const definition =
    revision === undefined
      ? newestActive(state, family)
      : state.taskDefinitions[taskDefinitionArn(state, family, Number(revision))];
  return definition === undefined
    ? refuse('ClientException', 'Unable to describe task definition.')
    : found(definition);
}

/** As `findTaskDefinition`, for what is to be run: an INACTIVE revision is refused. */
export function findActiveTaskDefinition(
  state: ClusterState,
  reference: string,
): Found<RegisteredTaskDefinition> {
  const definition = findTaskDefinition(state, reference);
  if (!definition.ok) return refuse('ClientException', 'TaskDefinition not found.');
  return definition.value.status === 'ACTIVE'
    ? definition
    : refuse('ClientException', 'TaskDefinition is inactive');
}

export function newestActive(state: ClusterState, family: string): RegisteredTaskDefinition | undefined {
  return revisionsOf(state, family).find((definition) => definition.status === 'ACTIVE');
}

/** All revisions of a family, the newest first. */
export function revisionsOf(state: ClusterState, family: string): readonly RegisteredTaskDefinition[] {
  return Object.values(state.taskDefinitions)
    .filter((definition) => definition.family === family)
    .sort((a, b) => b.revision - a.revision);
}

const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);
