import type { TaskState } from '../../model/cluster-state.ts';

/** How long ECS reports a stopped task. */
const rememberedMs = 60 * 60_000;

/** When a stopped task is forgotten; undefined for one that has not stopped. */
export function forgetAt(task: TaskState): number | undefined {
  return task.stoppedAt === undefined ? undefined : task.stoppedAt + rememberedMs;
}
