import type { ServiceState, TaskState } from '../../model/cluster-state.ts';
import { resetsOnHealthyTask } from '../deployment/circuit-breaker.ts';
import { eventText, say } from '../service/events.ts';
import { changePrimary } from '../service/service-notes.ts';
import { type Situation, targetGroupName, type World } from '../service/service-world.ts';
import type { HealthFailure } from '../task/task-health.ts';
import type { JudgedTask } from './judged-task.ts';

/** Writes down which tasks became healthy for the first time, and says which are unhealthy. */
export function markHealth(situation: Situation, judged: readonly JudgedTask[], world: World): Situation {
  const marked = new Map<string, TaskState>();
  let service = situation.service;
  for (const { task, standing, isCurrent } of judged) {
    if (standing.kind === 'steady' && (task.healthyAt === undefined || task.unhealthyReported === true)) {
      marked.set(task.id, { ...task, healthyAt: task.healthyAt ?? world.now, unhealthyReported: false });
      if (isCurrent && task.healthyAt === undefined) service = noteHealthy(service, world.now);
    }
    if (standing.kind === 'unhealthy' && task.unhealthyReported !== true) {
      marked.set(task.id, { ...task, unhealthyReported: true });
      service = say(service, unhealthyText(task, standing.cause, world), world.ids, world.now);
    }
  }
  if (marked.size === 0) return situation;
  return { service, tasks: situation.tasks.map((task) => marked.get(task.id) ?? task) };
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
