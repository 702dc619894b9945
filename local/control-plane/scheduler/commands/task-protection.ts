import { ownValue } from '../../../../json/own-value.ts';
import { taskArn } from '../../model/arns.ts';
import type { ClusterState, TaskState } from '../../model/cluster-state.ts';
import { serviceNameOf } from '../../model/task-group.ts';
import {
  isProtected,
  type ProtectionChange,
  type ProtectionFailure,
  protectionsOf,
  serviceTaskOf,
  type TaskProtections,
} from '../../model/task-protection.ts';
import { clusterTime, keepTime } from '../cluster-time.ts';
import { unprotected } from '../task/protection-expiry.ts';
import { type Outcome, refuse } from './outcome.ts';

const minuteMs = 60_000;
const defaultMinutes = 120;
const mostMinutes = 2880;

/**
 * Protects tasks of services from scale-ins and deployments, or ends that. A time that is given anew replaces the one
 * before. Assumed: the tasks are taken in the order of the request, and the wording of the refusal.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html
 */
export function updateTaskProtection(
  state: ClusterState,
  change: ProtectionChange,
  now: number,
): Outcome<TaskProtections> {
  const { protectionEnabled, expiresInMinutes: minutes = defaultMinutes } = change;
  if (protectionEnabled && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= mostMinutes)) {
    const message = `expiresInMinutes must be a whole number from 1 to ${mostMinutes}, not ${minutes}.`;
    return refuse('InvalidParameterException', message);
  }
  const clock = clusterTime(state, now);
  const until = protectionEnabled ? clock.latest + minutes * minuteMs : undefined;
  let changed = state;
  const failures: ProtectionFailure[] = [];
  for (const reference of change.tasks) {
    const protectedOne = protect(changed, reference, until, clock.latest);
    if ('reason' in protectedOne) failures.push(protectedOne);
    else changed = protectedOne;
  }
  const failed = new Set(failures.map(({ arn }) => arn));
  const { protectedTasks } = protectionsOf(changed, change.tasks);
  return {
    ok: true,
    state: keepTime(state, changed, clock),
    protectedTasks: protectedTasks.filter(({ arn }) => !failed.has(arn)),
    failures,
  };
}

/** Assumed: a task that is to stop can no longer be protected, but its protection may be ended. */
function protect(
  state: ClusterState,
  reference: string,
  until: number | undefined,
  now: number,
): ClusterState | ProtectionFailure {
  const task = serviceTaskOf(state, reference);
  if (!('id' in task)) return task;
  const { tasks } = state;
  if (until === undefined) {
    return task.protectedUntil === undefined
      ? state
      : { ...state, tasks: { ...tasks, [task.id]: unprotected(task) } };
  }
  const arn = taskArn(state, task.id);
  if (task.desiredStatus === 'STOPPED') return { arn, reason: 'TASK_NOT_VALID' };
  if (isBlocked(state, task, now)) return { arn, reason: 'DEPLOYMENT_BLOCKED' };
  return { ...state, tasks: { ...tasks, [task.id]: { ...task, protectedUntil: until } } };
}

/**
 * With this one, more tasks of the service would be protected than are desired, so that neither a scale-in nor a
 * deployment could come to its end.
 */
function isBlocked(state: ClusterState, task: TaskState, now: number): boolean {
  const service = ownValue(state.services, serviceNameOf(task.group) ?? '');
  const others = Object.values(state.tasks).filter(
    (other) =>
      other.group === task.group &&
      other.id !== task.id &&
      isProtected(other) &&
      (other.protectedUntil ?? 0) > now,
  );
  return others.length + 1 > (service?.desiredCount ?? 0);
}
