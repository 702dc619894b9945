import type { StopCode, TaskState } from '../../model/cluster-state.ts';
import { shapeOf } from './task-definition-shape.ts';
import { moved, type TaskContext, type TaskStep } from './task-step.ts';

/** The unrequested end of a task: it could not start, or an essential container ended. */
export function failFromWithin(task: TaskState, context: TaskContext): TaskStep | undefined {
  if (task.desiredStatus === 'STOPPED') return undefined;
  if (task.startFailure !== undefined) return fail(task, 'TaskFailedToStart', task.startFailure, context.now);
  if (!hasLostEssential(task, context)) return undefined;
  return fail(task, 'EssentialContainerExited', 'Essential container in task exited', context.now);
}

/** True once an essential container of it has ended. */
export function hasLostEssential(task: TaskState, context: Pick<TaskContext, 'definition'>): boolean {
  if (task.containers.every((container) => container.lastStatus !== 'STOPPED')) return false;
  const { essential } = shapeOf(context.definition);
  return task.containers.some(
    (container) => container.lastStatus === 'STOPPED' && essential.has(container.name),
  );
}

export function fail(task: TaskState, stopCode: StopCode, stoppedReason: string, now: number): TaskStep {
  const failed: TaskState = { ...task, desiredStatus: 'STOPPED', stopCode, stoppedReason, stoppingAt: now };
  return moved(failed, [], [{ type: 'failed', task: failed }]);
}
