import type {
  ClusterState,
  RegisteredTaskDefinition,
  ServiceState,
  TaskState,
} from '../../model/cluster-state.ts';
import { findService, findTask, findTaskDefinition } from '../../model/references.ts';
import { type Found, found, refuse } from './outcome.ts';

/** A service by name or ARN, whatever its status. */
export function lookUpService(state: ClusterState, reference: string): Found<ServiceState> {
  const service = findService(state, reference);
  return service === undefined ? refuse('ServiceNotFoundException', 'Service not found.') : found(service);
}

export function lookUpActiveService(state: ClusterState, reference: string): Found<ServiceState> {
  const service = lookUpService(state, reference);
  if (!service.ok || service.value.status === 'ACTIVE') return service;
  return refuse('ServiceNotActiveException', 'Service was not ACTIVE.');
}

/** A task by id or ARN. */
export function lookUpTask(state: ClusterState, reference: string): Found<TaskState> {
  const task = findTask(state, reference);
  return task === undefined
    ? refuse('InvalidParameterException', 'The referenced task was not found.')
    : found(task);
}

/** A revision by `family` (its newest ACTIVE one), `family:revision` or ARN, INACTIVE ones included. */
export function lookUpTaskDefinition(
  state: ClusterState,
  reference: string,
): Found<RegisteredTaskDefinition> {
  const definition = findTaskDefinition(state, reference);
  return definition === undefined
    ? refuse('ClientException', 'Unable to describe task definition.')
    : found(definition);
}

/** As `lookUpTaskDefinition`, for what is to be run: an INACTIVE revision is refused. */
export function lookUpActiveTaskDefinition(
  state: ClusterState,
  reference: string,
): Found<RegisteredTaskDefinition> {
  const definition = findTaskDefinition(state, reference);
  if (definition === undefined) return refuse('ClientException', 'TaskDefinition not found.');
  return definition.status === 'ACTIVE'
    ? found(definition)
    : refuse('ClientException', 'TaskDefinition is inactive');
}
