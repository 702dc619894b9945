import type { ServiceStatus } from './service-status.ts';

/**
 * True when all wanted tasks run, the deployment is complete, and the load balancer sends requests to as many. A
 * service that was deleted is steady once its tasks are gone.
 */
export function isSteady(service: ServiceStatus): boolean {
  if (service.status !== 'ACTIVE') return service.runningCount === 0;
  return (
    service.runningCount === service.desiredCount &&
    service.rolloutState === 'COMPLETED' &&
    service.targets.every((states) => servesAll(states, service.runningCount))
  );
}

/** Draining targets are those of tasks that are on their way out. */
function servesAll(states: readonly string[], runningCount: number): boolean {
  const staying = states.filter((state) => state !== 'draining');
  return staying.length >= runningCount && staying.every((state) => state === 'healthy');
}

/** True for a deployment that failed; a service that was rolled back runs another revision than it was given. */
export function isFailed(service: ServiceStatus, wantedRevision: string | undefined): boolean {
  const isOther = wantedRevision !== undefined && service.taskDefinition !== wantedRevision;
  return service.rolloutState === 'FAILED' || isOther;
}
