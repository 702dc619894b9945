import type { FoundTask } from './found-task.ts';

/** How tasks are tried out, and who is notified of those that fail. */
export interface AdoptionTrial {
  /** Adopts these tasks and plans with them, to see whether that can be done. */
  readonly tryOut: (tasks: readonly FoundTask[]) => unknown;
  readonly onFault: (taskId: string, error: unknown) => void;
}

/** The tasks that can be planned with: one that makes the scheduler fail would end the control plane at each start. */
export function adoptableTasks(
  found: readonly FoundTask[],
  { tryOut, onFault }: AdoptionTrial,
): readonly FoundTask[] {
  const adoptable: FoundTask[] = [];
  for (const task of found) {
    try {
      tryOut([...adoptable, task]);
      adoptable.push(task);
    } catch (error) {
      onFault(task.id, error);
    }
  }
  return adoptable;
}
