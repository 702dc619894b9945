import type { ServiceState, TaskState } from '../../model/cluster-state.ts';
import { resetsOnHealthyTask } from '../deployment/circuit-breaker.ts';
import { addEvent, eventText } from '../service/events.ts';
import { changePrimary } from '../service/service-notes.ts';
import { type ServiceSnapshot, targetGroupName, type World } from '../service/service-world.ts';
import type { HealthFailure } from '../task/task-health.ts';
import type { AssessedTask } from './assessed-task.ts';

/** Writes down which tasks became healthy for the first time, and says which are unhealthy. */
export function markHealth(
  snapshot: ServiceSnapshot,
  assessed: readonly AssessedTask[],
  world: World,
): ServiceSnapshot {
  const marked = new Map<string, TaskState>();
  let service = snapshot.service;
  for (const { task, health, isCurrent } of assessed) {
    if (health.kind === 'steady' && (task.healthyAt === undefined || task.unhealthyReported === true)) {
      marked.set(task.id, { ...task, healthyAt: task.healthyAt ?? world.now, unhealthyReported: false });
      if (isCurrent && task.healthyAt === undefined) service = noteHealthy(service, world.now);
    }
    if (health.kind === 'unhealthy' && task.unhealthyReported !== true) {
      marked.set(task.id, { ...task, unhealthyReported: true });
      service = addEvent(service, unhealthyText(task, health.cause, world), world.ids, world.now);
    }
  }
  if (marked.size === 0) return snapshot;
  return { service, tasks: snapshot.tasks.map((task) => marked.get(task.id) ?? task) };
}

function noteHealthy(service: ServiceState, now: number): ServiceState {
  const resets = resetsOnHealthyTask(service.deploymentConfiguration.circuitBreaker);
  return changePrimary(service, ({ throttledUntil: _, ...primary }) => ({
    ...primary,
    consecutiveFailures: 0,
    failedTasks: resets && primary.rolloutState === 'IN_PROGRESS' ? 0 : primary.failedTasks,
    updatedAt: now,
  }));
}

function unhealthyText(task: TaskState, cause: HealthFailure, world: World): string {
  if (cause.kind === 'container') return eventText.unhealthyContainer(task.id);
  return eventText.unhealthyTarget(cause.port, targetGroupName(cause.targetGroup, world), cause.reason);
}
