import type { ClusterState } from '../model/cluster-state.ts';
import { earlier } from './task-step.ts';

/** How long ECS tells of a stopped task. */
const rememberedMs = 60 * 60_000;

/** The ids of the tasks that stopped an hour ago. */
export function forgettable(tasks: ClusterState['tasks'], now: number): readonly string[] {
  return Object.values(tasks).flatMap((task) => (forgetAt(task) <= now ? [task.id] : []));
}

/** When the next stopped task is to be forgotten. */
export function nextToForget(tasks: ClusterState['tasks'], now: number): number | undefined {
  let next: number | undefined;
  for (const task of Object.values(tasks)) {
    const at = forgetAt(task);
    if (at > now && at !== Number.POSITIVE_INFINITY) next = earlier(next, at);
  }
  return next;
}

function forgetAt(task: { readonly stoppedAt?: number }): number {
  return task.stoppedAt === undefined ? Number.POSITIVE_INFINITY : task.stoppedAt + rememberedMs;
}
