import type { TaskState } from '../../model/cluster-state.ts';
import { isProtected } from '../../model/task-protection.ts';
import { earlier } from './task-step.ts';

/** Takes the protection away that is over now; the same array comes back when there is none. */
export function endProtection(tasks: readonly TaskState[], now: number): readonly TaskState[] {
  const isOver = (task: TaskState): boolean => isProtected(task) && (task.protectedUntil ?? 0) <= now;
  return tasks.some(isOver) ? tasks.map((task) => (isOver(task) ? unprotected(task) : task)) : tasks;
}

/** When the next protection is over. */
export function protectionDueAt(tasks: readonly TaskState[]): number | undefined {
  let dueAt: number | undefined;
  for (const task of tasks) if (isProtected(task)) dueAt = earlier(dueAt, task.protectedUntil);
  return dueAt;
}

export function unprotected({ protectedUntil: _, ...task }: TaskState): TaskState {
  return task;
}
