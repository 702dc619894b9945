import type { ServiceEvent, ServiceState } from '../../model/cluster-state.ts';
import type { IdSource } from '../identifiers.ts';

const keptEvents = 100;

/** Puts an event on top of the service's, in ECS's words, and keeps the newest 100. */
export function addEvent(service: ServiceState, text: string, ids: IdSource, now: number): ServiceState {
  return addMessage(service, `(service ${service.name}) ${text}`, ids, now);
}

/** The same for what other services of AWS say, which do not begin with the name of the service. */
export function addMessage(service: ServiceState, message: string, ids: IdSource, now: number): ServiceState {
  const event: ServiceEvent = { id: ids.eventId(), createdAt: now, message };
  return { ...service, events: [event, ...service.events].slice(0, keptEvents) };
}

/** What is said of the tasks of one deployment, which ECS calls a task set in these events. */
export function addTaskSetEvent(
  service: ServiceState,
  deploymentId: string,
  text: string,
  ids: IdSource,
  now: number,
): ServiceState {
  return addMessage(service, `(service ${service.name}, taskSet ${deploymentId}) ${text}`, ids, now);
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html */
export const eventText = {
  started: (taskIds: readonly string[]): string => `has started ${taskIds.length} tasks: ${tasks(taskIds)}.`,
  stopped: (taskIds: readonly string[]): string =>
    `has stopped ${taskIds.length} running tasks: ${tasks(taskIds)}.`,
  registered: (count: number, targetGroupArn: string): string =>
    `registered ${count} targets in (target-group ${targetGroupArn})`,
  deregistered: (count: number, targetGroupArn: string): string =>
    `deregistered ${count} targets in (target-group ${targetGroupArn})`,
  draining: (count: number): string => `has begun draining connections on ${count} tasks.`,
  steady: 'has reached a steady state.',
  completed: (deploymentId: string): string => `(deployment ${deploymentId}) deployment completed.`,
  failed: (deploymentId: string, why: string): string =>
    `(deployment ${deploymentId}) deployment failed: ${why}.`,
  rollingBack: (deploymentId: string): string => `rolling back to deployment ${deploymentId}.`,
  unhealthyTarget: (port: number, targetGroupArn: string, reason: string): string =>
    `(port ${port}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${reason})`,
  unhealthyContainer: (taskId: string): string => `(task ${taskId}) failed container health checks.`,
  unplaced: (reason: string): string => `was unable to place a task. Reason: ${reason}.`,
  unableToScaleIn,
  keptFromSteady: (deploymentId: string, count: number): string =>
    `was unable to reach steady state because (taskSet ${deploymentId}) ${unableToScaleIn(count)}`,
  throttled: 'is unable to consistently start tasks successfully.',
  stalled:
    'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
};

function unableToScaleIn(protectedTasks: number): string {
  return `was unable to scale in due to (reason ${protectedTasks} tasks under protection)`;
}

function tasks(taskIds: readonly string[]): string {
  return taskIds.map((id) => `(task ${id})`).join(' ');
}
