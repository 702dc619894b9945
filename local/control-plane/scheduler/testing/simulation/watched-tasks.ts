import type { ClusterState, ServiceState, TaskState } from '../../../model/cluster-state.ts';
import type { Decision } from './simulated-world.ts';

/** The tasks of one group after a decision. */
export interface WatchedTasks {
  /** Those that are meant to run. */
  readonly live: readonly TaskState[];
  /** Those whose containers have not been asked to stop. */
  readonly lasting: readonly TaskState[];
  /** Those that the decision changed or made. */
  readonly changed: readonly TaskState[];
  /** Those that the decision made. */
  readonly started: readonly TaskState[];
  /** Those that the decision stopped by its own will, as they were before. */
  readonly stopped: readonly TaskState[];
}

type Collected = { readonly [part in keyof WatchedTasks]: TaskState[] };

/** By group, from one look at each task. */
export function watchTasks({ before, plan }: Decision): ReadonlyMap<string, WatchedTasks> {
  const groups = new Map<string, Collected>();
  const { tasks } = plan.state;
  for (const id in tasks) {
    const task = tasks[id];
    if (task !== undefined) collect(task, before.tasks[id], collected(groups, task.group));
  }
  return groups;
}

function collected(groups: Map<string, Collected>, group: string): Collected {
  const known = groups.get(group);
  if (known !== undefined) return known;
  const fresh: Collected = { live: [], lasting: [], changed: [], started: [], stopped: [] };
  groups.set(group, fresh);
  return fresh;
}

function collect(task: TaskState, earlier: TaskState | undefined, into: Collected): void {
  if (task.desiredStatus === 'RUNNING') into.live.push(task);
  if (isLasting(task)) into.lasting.push(task);
  if (task === earlier) return;
  into.changed.push(task);
  if (earlier === undefined) into.started.push(task);
  else if (task.stopCode === 'ServiceSchedulerInitiated' && earlier.desiredStatus === 'RUNNING') {
    into.stopped.push(earlier);
  }
}

function isLasting({ lastStatus }: TaskState): boolean {
  return lastStatus !== 'STOPPING' && lastStatus !== 'DEPROVISIONING' && lastStatus !== 'STOPPED';
}

/** The tasks of a service that are meant to run, where no decision is looked at. */
export function liveTasksOf(state: ClusterState, service: ServiceState): readonly TaskState[] {
  return Object.values(state.tasks).filter(
    (task) => task.group === `service:${service.name}` && task.desiredStatus === 'RUNNING',
  );
}

/** With a load balancer and with health checks once all of them pass; with neither, 40 s after it is RUNNING. */
export function isHealthy(task: TaskState, state: ClusterState, now: number): boolean {
  if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined) return false;
  const containers = state.taskDefinitions[task.taskDefinition]?.content.containerDefinitions ?? [];
  const checked = containers.filter((one) => one.essential && one.healthCheck !== undefined);
  const passes = checked.every(
    (one) => task.containers.find((container) => container.name === one.name)?.healthStatus === 'HEALTHY',
  );
  if (!passes || task.targets.some((target) => target.state !== 'healthy')) return false;
  return checked.length > 0 || task.targets.length > 0 || now - task.startedAt >= 40_000;
}

/** The time that the cluster goes by, which is never set back. */
export const clusterNow = (state: ClusterState, now: number): number => now + (state.clock?.offsetMs ?? 0);
