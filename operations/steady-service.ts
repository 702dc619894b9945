import type { ServiceStatus } from './service-status.ts';

/**
 * True when all wanted tasks run, the deployment is complete, and the load balancer sends requests to as many. A
 * service that was deleted is steady once its tasks are gone.
 */
export function isSteady(service: ServiceStatus): boolean {
  if (service.status !== 'ACTIVE') return service.runningCount === 0;
  return service.rolloutState === 'COMPLETED' && servesWithAll(service);
}

/** True when all wanted tasks run and get requests, whatever became of the last deployment. */
export function servesWithAll({ runningCount, desiredCount, targets }: ServiceStatus): boolean {
  return runningCount === desiredCount && targets.every((states) => servesAll(states, runningCount));
}

/** Draining targets are those of tasks that are on their way out. */
function servesAll(states: readonly string[], runningCount: number): boolean {
  const staying = states.filter((state) => state !== 'draining');
  return staying.length >= runningCount && staying.every((state) => state === 'healthy');
}

/** What a release gave a service, and the deployment that it began with. */
export interface Release {
  /** ARN of the task definition; undefined for a service that was deleted. */
  readonly revision: string | undefined;
  readonly deploymentId: string | undefined;
}

/**
 * True for a deployment that failed or was rolled back: the service then has an earlier deployment, of another
 * revision or of the same one with other settings, such as target groups.
 */
export function isFailed(service: ServiceStatus, { revision, deploymentId }: Release): boolean {
  if (service.status !== 'ACTIVE') return false;
  const isOther = <T>(now: T, given: T | undefined) => given !== undefined && now !== given;
  return (
    service.rolloutState === 'FAILED' ||
    isOther(service.taskDefinition, revision) ||
    isOther(service.deploymentId, deploymentId)
  );
}
