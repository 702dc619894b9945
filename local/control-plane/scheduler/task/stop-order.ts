import type { ServiceState } from '../../model/cluster-state.ts';
import { type AssessedTask, isSteady, isUnhealthy } from '../observe/assessed-task.ts';

/**
 * Which task is stopped first: of the oldest deployment, then the unhealthy ones, then those that do not run yet,
 * then those not yet healthy, and among equals: of unhealthy ones the oldest, of the others the newest. ECS documents
 * that it stops tasks of earlier deployments first and keeps Availability Zones in balance, of which there is only one
 * here, and otherwise says "at random". Assumed: the order of health, and that age decides, since a choice that can be
 * replayed is better than a random one.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/update-service-parameters.html
 */
export function firstToStop(
  tasks: readonly AssessedTask[],
  count: number,
  service: ServiceState,
): readonly AssessedTask[] {
  if (count <= 0 || tasks.length === 0) return [];
  const ages = new Map(service.deployments.map((deployment, index) => [deployment.id, index]));
  const age = (assessed: AssessedTask): number => ages.get(assessed.task.deploymentId ?? '') ?? ages.size;
  return tasks
    .toSorted((a, b) => age(b) - age(a) || rank(a) - rank(b) || byAge(a, b) || compare(a.task.id, b.task.id))
    .slice(0, count);
}

function rank(assessed: AssessedTask): number {
  if (isUnhealthy(assessed)) return 0;
  if (assessed.task.lastStatus !== 'RUNNING') return 1;
  return isSteady(assessed) ? 3 : 2;
}

function byAge(a: AssessedTask, b: AssessedTask): number {
  const oldestFirst = a.task.createdAt - b.task.createdAt;
  return isUnhealthy(a) ? oldestFirst : -oldestFirst;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
