import { Failure } from '../../../failure/failure.ts';
import type { ClusterState, ServiceState, TaskState } from '../model/cluster-state.ts';
import { serviceNameOf } from '../model/task-group.ts';
import { parseState, stateText } from './state-text.ts';

/**
 * The part of the cluster that a task is of, as a text for a label of it: even if the state file is lost, a
 * running task can be identified. It has the version of a state file and is migrated like one.
 */
export function taskRecord(cluster: ClusterState, task: TaskState): string {
  const { clusterName, region, accountId, sequence } = cluster;
  const known = cluster.services[serviceNameOf(task.group) ?? ''];
  const service = known === undefined ? undefined : withoutPast(known);
  const deployments = [...(service?.deployments ?? []), ...(service?.history ?? [])];
  const revisions = [task, ...deployments].map(({ taskDefinition }) => taskDefinition);
  const balanced = [
    ...(service?.loadBalancers ?? []),
    ...deployments.flatMap((one) => one.loadBalancers ?? []),
  ];
  const record: ClusterState = {
    ...{ clusterName, region, accountId, sequence },
    taskDefinitions: part(cluster.taskDefinitions, revisions),
    services: service === undefined ? {} : { [service.name]: service },
    tasks: { [task.id]: task },
    targetGroups: part(
      cluster.targetGroups,
      balanced.map(({ targetGroup }) => targetGroup),
    ),
  };
  return stateText({ cluster: record }, '').trim();
}

/** The record in such a text; undefined if there is none, or none that this version can read. */
export function readTaskRecord(text: string | undefined): ClusterState | undefined {
  if (text === undefined) return undefined;
  try {
    return parseState(text, '').cluster;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function part<T>(all: Readonly<Record<string, T>>, keys: readonly string[]): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)));
}

/** A rollback needs the deployment that completed last. */
function withoutPast(service: ServiceState): ServiceState {
  const completed = service.history.find(({ rolloutState }) => rolloutState === 'COMPLETED');
  return { ...service, events: [], history: completed === undefined ? [] : [completed] };
}
