import type { ContainerDetails } from '../../docker/engine.ts';
import type { ClusterState, ContainerState, HealthStatus, TaskState } from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';

/** What the engine reports about a task's container. */
export type ObservedContainer = Pick<
  ContainerDetails,
  'id' | 'state' | 'exitCode' | 'outOfMemory' | 'startedAt' | 'finishedAt' | 'health'
>;

/**
 * What happened while the control plane was not watching: the facts that bring `state` up to date with the
 * engine. `observed` is by engine id; tasks without containers yet, and those whose containers are being
 * removed, are left alone.
 */
export function containerDifferences(
  state: ClusterState,
  observed: ReadonlyMap<string, ObservedContainer>,
): readonly Fact[] {
  return Object.values(state.tasks)
    .filter((task) => task.lastStatus !== 'STOPPED' && task.lastStatus !== 'DEPROVISIONING')
    .flatMap((task) => task.containers.flatMap((container) => factsOf(task, container, observed)));
}

function factsOf(
  task: TaskState,
  known: ContainerState,
  observed: ReadonlyMap<string, ObservedContainer>,
): readonly Fact[] {
  if (known.runtimeId === undefined || known.lastStatus === 'STOPPED') return [];
  const about = { taskId: task.id, container: known.name };
  const seen = observed.get(known.runtimeId);
  if (seen === undefined) return [{ type: 'containerMissing', ...about }];
  if (seen.state === 'created') return [];
  const started: readonly Fact[] =
    known.lastStatus === 'PENDING' && seen.startedAt !== undefined
      ? [{ type: 'containerStarted', ...about }]
      : [];
  return [...started, ...stoppedOrHealth(about, known, seen)];
}

function stoppedOrHealth(
  about: { readonly taskId: string; readonly container: string },
  known: ContainerState,
  seen: ObservedContainer,
): readonly Fact[] {
  if (seen.state === 'exited' || seen.state === 'dead') return [containerExit(about, seen)];
  const health = healthStatus(seen.health);
  return health === known.healthStatus ? [] : [{ type: 'containerHealth', ...about, health }];
}

/** The fact of a container's end, with the engine's exit code and time. */
export function containerExit(
  about: { readonly taskId: string; readonly container: string },
  seen: ObservedContainer,
): Fact {
  return {
    type: 'containerExited',
    ...about,
    exitCode: seen.exitCode,
    outOfMemory: seen.outOfMemory,
    ...(seen.finishedAt === undefined ? {} : { at: seen.finishedAt.getTime() }),
  };
}

/** Docker's word for health in ECS's. */
export function healthStatus(health: ContainerDetails['health']): HealthStatus {
  if (health === 'healthy') return 'HEALTHY';
  return health === 'unhealthy' ? 'UNHEALTHY' : 'UNKNOWN';
}
