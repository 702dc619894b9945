import type { TaskState } from '../../model/cluster-state.ts';
import { contextOf, type ServiceSnapshot, type World } from '../service/service-world.ts';
import { healthOf, type TaskHealth } from '../task/task-health.ts';

/** A task that is meant to run, with its health and whether it is of the PRIMARY deployment. */
export interface AssessedTask {
  readonly task: TaskState;
  readonly health: TaskHealth;
  readonly isCurrent: boolean;
}

/** All tasks of a service that are meant to run. */
export function assess(snapshot: ServiceSnapshot, world: World): readonly AssessedTask[] {
  const primary = snapshot.service.deployments[0];
  const assessed: AssessedTask[] = [];
  for (const task of snapshot.tasks) {
    const context = task.desiredStatus === 'RUNNING' ? contextOf(task, world) : undefined;
    if (context === undefined) continue;
    const health = healthOf(task, snapshot.service, context, world);
    assessed.push({ task, health, isCurrent: task.deploymentId === primary?.id });
  }
  return assessed;
}

export const isSteady = (assessed: AssessedTask): boolean => assessed.health.kind === 'steady';
export const isPending = (assessed: AssessedTask): boolean => assessed.health.kind === 'pending';
export const isUnhealthy = (assessed: AssessedTask): boolean => assessed.health.kind === 'unhealthy';
