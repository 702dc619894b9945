import type { HealthStatus, ServiceState, TaskState } from '../../model/cluster-state.ts';
import { shapeOf } from './task-definition-shape.ts';
import type { TaskContext } from './task-step.ts';

/** The health of a task, as its service sees it. */
export type TaskHealth =
  /** Counts towards the floor. */
  | { readonly kind: 'steady' }
  | { readonly kind: 'pending'; readonly dueAt?: number }
  | { readonly kind: 'unhealthy'; readonly cause: HealthFailure };

export type HealthFailure =
  | { readonly kind: 'target'; readonly targetGroup: string; readonly port: number; readonly reason: string }
  | { readonly kind: 'container' };

/**
 * A task with neither a load balancer nor a health check counts as healthy this long after it is RUNNING.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
const steadyAfterMs = 40_000;

interface GracePace {
  readonly timeScale?: number;
  readonly longestGraceSeconds?: number;
}

/**
 * Assesses a task that is meant to run. Failed checks are ignored until the grace period after its start is over, which
 * `timeScale` divides and which lasts no longer than the longest.
 */
export function healthOf(
  task: TaskState,
  service: Pick<ServiceState, 'healthCheckGracePeriodSeconds'>,
  context: Pick<TaskContext, 'definition' | 'now'>,
  { timeScale = 1, longestGraceSeconds = Number.POSITIVE_INFINITY }: GracePace = {},
): TaskHealth {
  if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined) return { kind: 'pending' };
  const cause = healthFailure(task, context);
  if (cause !== undefined) {
    const graceSeconds = service.healthCheckGracePeriodSeconds / timeScale;
    const graceEnd = task.startedAt + 1000 * Math.min(graceSeconds, longestGraceSeconds);
    return graceEnd > context.now ? { kind: 'pending', dueAt: graceEnd } : { kind: 'unhealthy', cause };
  }
  return awaitHealth(task, task.startedAt, context);
}

/** What DescribeTasks calls the task's health: of its essential containers with a health check. */
export function taskHealth(task: TaskState, context: Pick<TaskContext, 'definition'>): HealthStatus {
  const { checked } = shapeOf(context.definition);
  const states = task.containers.filter((container) => checked.has(container.name));
  if (states.some((container) => container.healthStatus === 'UNHEALTHY')) return 'UNHEALTHY';
  const isHealthy = states.length > 0 && states.every((container) => container.healthStatus === 'HEALTHY');
  return isHealthy ? 'HEALTHY' : 'UNKNOWN';
}

function healthFailure(task: TaskState, context: Pick<TaskContext, 'definition'>): HealthFailure | undefined {
  const target = task.targets.find((found) => found.state === 'unhealthy');
  if (target !== undefined) {
    const reason = target.description ?? 'Health checks failed';
    return { kind: 'target', targetGroup: target.targetGroup, port: target.port, reason };
  }
  return taskHealth(task, context) === 'UNHEALTHY' ? { kind: 'container' } : undefined;
}

function awaitHealth(
  task: TaskState,
  startedAt: number,
  context: Pick<TaskContext, 'definition' | 'now'>,
): TaskHealth {
  const hasCheck = shapeOf(context.definition).checked.size > 0;
  if (hasCheck && taskHealth(task, context) !== 'HEALTHY') return { kind: 'pending' };
  if (task.targets.some((target) => target.state !== 'healthy')) return { kind: 'pending' };
  if (hasCheck || task.targets.length > 0) return { kind: 'steady' };
  const dueAt = startedAt + steadyAfterMs;
  return dueAt <= context.now ? { kind: 'steady' } : { kind: 'pending', dueAt };
}
