import { ownValue } from '../../../json/own-value.ts';
import { clusterArn, serviceArn, taskArn, taskDefinitionArn } from './arns.ts';
import type { ClusterState, RegisteredTaskDefinition, ServiceState, TaskState } from './cluster-state.ts';

/** Whether a cluster's name or ARN is this cluster; an absent one is AWS's `default`. */
export function isThisCluster(state: ClusterState, cluster: string | undefined): boolean {
  const reference = cluster ?? 'default';
  return reference === state.clusterName || reference === clusterArn(state);
}

/** The service of a name or ARN (also of the old form, without the cluster), whatever its status. */
export function findService(state: ClusterState, reference: string): ServiceState | undefined {
  const service = ownValue(state.services, lastPart(reference));
  if (service === undefined || !reference.startsWith('arn:')) return service;
  const long = serviceArn(state, service.name);
  const short = long.replace(`/${state.clusterName}/`, '/');
  return reference === long || reference === short ? service : undefined;
}

/** The task of an id or ARN; undefined when there is none (any more). */
export function findTask(state: ClusterState, reference: string): TaskState | undefined {
  const task = ownValue(state.tasks, lastPart(reference));
  if (task === undefined || !reference.startsWith('arn:')) return task;
  return reference === taskArn(state, task.id) ? task : undefined;
}

/** The revision of an ARN, `family:revision`, or `family` (its newest ACTIVE one), INACTIVE ones included. */
export function findTaskDefinition(
  state: ClusterState,
  reference: string,
): RegisteredTaskDefinition | undefined {
  if (reference.startsWith('arn:')) return ownValue(state.taskDefinitions, reference);
  const [family = '', revision] = reference.split(':', 2);
  if (revision === undefined) return newestActive(state, family);
  return ownValue(state.taskDefinitions, taskDefinitionArn(state, family, Number(revision)));
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
