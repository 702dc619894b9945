import type { ServiceState } from '../../model/cluster-state.ts';
import { isProtected } from '../../model/task-protection.ts';
import { type AssessedTask, isUnhealthy } from '../observe/assessed-task.ts';

/**
 * Whether a scale-in or a deployment may stop a task. Assumed: protection, which AWS documents as one from these two
 * alone, keeps neither an unhealthy task nor a task of a service that is deleted.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
 */
export function mayStop(assessed: AssessedTask, service: Pick<ServiceState, 'status'>): boolean {
  return !isProtected(assessed.task) || isUnhealthy(assessed) || service.status !== 'ACTIVE';
}

/** The deployments of which fewer tasks are stopped than would be without protection. */
export function heldDeployments(
  unprotected: readonly AssessedTask[],
  stops: readonly AssessedTask[],
): readonly string[] {
  const wanted = countsOf(unprotected);
  const stopped = countsOf(stops);
  return [...wanted].flatMap(([id, count]) => ((stopped.get(id) ?? 0) < count ? [id] : []));
}

function countsOf(tasks: readonly AssessedTask[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { task } of tasks) {
    const id = task.deploymentId ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
