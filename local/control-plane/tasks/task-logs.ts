import type { RegisteredTaskDefinition, TaskState } from '../model/cluster-state.ts';

/** Where the output of tasks goes. */
export interface TaskLogs {
  /** Makes the task's log streams. Raises `LOG_GROUP_MISSING` where ECS would not start the task for it. */
  prepare(task: TaskState, definition: RegisteredTaskDefinition): Promise<void>;
  /** Ships the container's output from where it was left off; does nothing when that is under way. */
  follow(task: TaskState, definition: RegisteredTaskDefinition, container: string, runtimeId: string): void;
  /** Waits until all that the ended container wrote is shipped, at most `timeoutMs`. */
  drain(runtimeId: string, timeoutMs: number): Promise<void>;
}
