import type { Workload } from '../../../definition/workload.ts';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import { applyWorkload } from '../scheduler/commands/apply-workload.ts';
import { idSource } from '../scheduler/identifiers.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { oneOffTask, serviceTask } from '../scheduler/task/task-creation.ts';

/** A task of an earlier version, which wrote no record on it. */
export interface TaskWithoutRecord {
  readonly id: string;
  /** What its containers' names tell. */
  readonly family: string;
  readonly startedAt: number;
}

/**
 * The record that such a task would have if it ran the released definition: as a task of the service whose family it
 * has, else as a one-off task. Undefined where the definition has no such family.
 */
export function recordOfDefinition(workload: Workload, task: TaskWithoutRecord): ClusterState | undefined {
  const { region, accountId, clusters } = workload;
  const empty = emptyCluster({ clusterName: clusters[0]?.name ?? 'spree-local-cluster', region, accountId });
  const applied = applyWorkload(empty, workload, { releaseServices: true }, task.startedAt);
  if (!applied.ok) return undefined;
  const made = taskOf(applied.state, task);
  return made === undefined ? undefined : { ...applied.state, tasks: { [task.id]: made } };
}

function taskOf(cluster: ClusterState, { id, family, startedAt }: TaskWithoutRecord): TaskState | undefined {
  const revision = Object.values(cluster.taskDefinitions).find((definition) => definition.family === family);
  if (revision === undefined) return undefined;
  const service = Object.values(cluster.services).find(
    ({ deployments }) => deployments[0]?.taskDefinition === revision.arn,
  );
  const deployment = service?.deployments[0];
  if (service === undefined || deployment === undefined) return oneOffTask(id, revision, {}, startedAt);
  const world = { now: startedAt, ids: idSource(cluster), clusterName: cluster.clusterName };
  return { ...serviceTask(service, deployment, revision.content, world), id };
}
