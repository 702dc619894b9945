import type { ServiceState } from '../../model/cluster-state.ts';
import { type AssessedTask, isSteady, isUnhealthy } from '../observe/assessed-task.ts';

/**
 * Which task is stopped first: of the oldest deployment, then the unhealthy ones, then those not yet healthy,
 * and among equals: of unhealthy ones the oldest, of the others the newest. ECS documents the first steps and
 * otherwise says "at random"; Assumption: a random choice that can be replayed is better, so age decides.
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
  return isSteady(assessed) ? 2 : 1;
}

function byAge(a: AssessedTask, b: AssessedTask): number {
  const oldestFirst = a.task.createdAt - b.task.createdAt;
  return isUnhealthy(a) ? oldestFirst : -oldestFirst;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
