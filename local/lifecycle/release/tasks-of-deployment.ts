import type { ParityStatus } from '../../control-plane/api/parity/status.ts';

/**
 * The tasks of a revision that the newest deployment of a service has started. A deployment that was forced has tasks of before
 * beside it, which run the same revision and serve.
 */
export function tasksOfDeployment(
  { services, tasks }: Pick<ParityStatus, 'services' | 'tasks'>,
  service: string,
  revision: string,
): ParityStatus['tasks'] {
  const newest = services.find(({ name }) => name === service)?.deploymentId ?? null;
  return tasks.filter(
    ({ taskDefinition, deploymentId }) =>
      taskDefinition === revision && (newest === null || deploymentId === newest),
  );
}
