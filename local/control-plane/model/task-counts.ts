import type { TaskState } from './cluster-state.ts';

/** Tasks as ECS counts them in clusters, services and deployments. */
export interface TaskCounts {
  readonly runningCount: number;
  readonly pendingCount: number;
}

/**
 * RUNNING ones, and those on the way to it. One that is draining or stopping is in neither.
 * Assumption: PROVISIONING and ACTIVATING count as pending, of which AWS's documentation says nothing.
 */
export function countTasks(tasks: readonly TaskState[]): TaskCounts {
  return {
    runningCount: tasks.filter((task) => task.lastStatus === 'RUNNING').length,
    pendingCount: tasks.filter((task) => ['PROVISIONING', 'PENDING', 'ACTIVATING'].includes(task.lastStatus))
      .length,
  };
}
