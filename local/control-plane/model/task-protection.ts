import { taskArn } from './arns.ts';
import type { ClusterState, TaskState } from './cluster-state.ts';
import { findTask } from './references.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html */
export interface ProtectionFailure {
  /** Of the task. */
  readonly arn: string;
  readonly reason: 'MISSING' | 'TASK_NOT_VALID' | 'DEPLOYMENT_BLOCKED';
}

/**
 * A task of a service, and until when it is protected, if it is.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ProtectedTask.html
 */
export interface ProtectedTask {
  readonly arn: string;
  readonly protectedUntil?: number;
}

export interface TaskProtections {
  readonly protectedTasks: readonly ProtectedTask[];
  readonly failures: readonly ProtectionFailure[];
}

/** What is asked of the protection of tasks, by id or ARN. */
export interface ProtectionChange {
  readonly tasks: readonly string[];
  readonly protectionEnabled: boolean;
  /** 120 when absent. */
  readonly expiresInMinutes?: number;
}

/**
 * Whether neither a scale-in nor a deployment stops a task.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
 */
export function isProtected(task: Pick<TaskState, 'desiredStatus' | 'protectedUntil'>): boolean {
  return task.protectedUntil !== undefined && task.desiredStatus === 'RUNNING';
}

/** The protection of tasks, by id or ARN; of a task that is to stop there is none. */
export function protectionsOf(state: ClusterState, references: readonly string[]): TaskProtections {
  const found = references.map((reference) => serviceTaskOf(state, reference));
  return {
    protectedTasks: found.flatMap((one) => ('id' in one ? [protectedTask(state, one)] : [])),
    failures: found.flatMap((one) => ('id' in one ? [] : [one])),
  };
}

/** The task of a service; only such a one can be protected. */
export function serviceTaskOf(state: ClusterState, reference: string): TaskState | ProtectionFailure {
  const task = findTask(state, reference);
  if (task === undefined) {
    const arn = reference.startsWith('arn:') ? reference : taskArn(state, reference);
    return { arn, reason: 'MISSING' };
  }
  return task.deploymentId === undefined ? { arn: taskArn(state, task.id), reason: 'TASK_NOT_VALID' } : task;
}

function protectedTask(state: ClusterState, task: TaskState): ProtectedTask {
  const arn = taskArn(state, task.id);
  const { protectedUntil } = task;
  return protectedUntil !== undefined && isProtected(task) ? { arn, protectedUntil } : { arn };
}
