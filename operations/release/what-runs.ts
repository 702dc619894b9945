import { nameInArn } from '../name-in-arn.ts';
import type { ServiceStatus } from '../service-status.ts';

/** A sentence on each service: what it runs, or what is being deployed to it. */
export function whatRuns(services: readonly ServiceStatus[]): readonly string[] {
  return services.filter(({ status }) => status === 'ACTIVE').map(sentenceOn);
}

function sentenceOn({
  name,
  taskDefinition,
  rolloutState,
  runningCount,
  desiredCount,
}: ServiceStatus): string {
  const revision = revisionName(taskDefinition);
  const tasks = `${runningCount}/${desiredCount} tasks are running`;
  switch (rolloutState) {
    case 'COMPLETED':
      return `The service ${name} runs ${revision}; ${tasks}.`;
    case 'FAILED':
      return `The deployment of ${revision} to the service ${name} failed; ${tasks}.`;
    default:
      return `The deployment of ${revision} to the service ${name} is in progress; ${tasks}.`;
  }
}

/** A revision as `family:revision`. */
export function revisionName(arn = 'no task definition'): string {
  return nameInArn(arn);
}
