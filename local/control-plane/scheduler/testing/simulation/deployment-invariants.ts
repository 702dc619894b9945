import type { ClusterState, DeploymentState, ServiceState } from '../../../model/cluster-state.ts';
import { must } from './must.ts';
import type { Occurrences } from './occurrences.ts';
import { clusterNow, isHealthy, liveTasksOf } from './watched-tasks.ts';

/**
 * The deployments of a service that have completed, the latest last. One that a rollback goes to is left out until
 * it has completed anew.
 */
export type Endings = Pick<DeploymentState, 'id' | 'taskDefinition'>[];

/** A service before and after a command or a decision, and the cluster after it. */
export interface ServiceChange {
  readonly before: ServiceState;
  readonly after: ServiceState;
  readonly state: ClusterState;
  readonly now: number;
}

/** Notes in `endings` what completes. */
export function checkDeployments(change: ServiceChange, endings: Endings, occurrences: Occurrences): void {
  checkShape(change.after);
  checkEnds(change, occurrences);
  checkFailure(change, endings, occurrences);
  checkStall(change, occurrences);
  checkCompletion(change, endings, occurrences);
}

function checkShape(service: ServiceState): void {
  const [first, ...others] = service.deployments.map((deployment) => deployment.status);
  if (service.status === 'ACTIVE') must(first === 'PRIMARY', 'the first deployment is the PRIMARY one');
  must(
    others.every((status) => status === 'ACTIVE'),
    'the other deployments are ACTIVE',
  );
  const ids = [...service.deployments, ...service.history].map((deployment) => deployment.id);
  must(new Set(ids).size === ids.length, 'a deployment is listed once');
  must(service.history.length <= 20, 'at most 20 ended deployments are kept');
  must(service.events.length <= 100, 'at most 100 events are kept');
}

/** No deployment vanishes, and one that is PRIMARY no more is COMPLETED, FAILED or superseded. */
function checkEnds({ before, after }: ServiceChange, occurrences: Occurrences): void {
  const [, ...others] = after.deployments;
  const past = [...others, ...after.history];
  for (const { id, supersededBy } of before.deployments) {
    const isKept = after.deployments[0]?.id === id || past.some((other) => other.id === id);
    must(isKept, `deployment ${id} is not forgotten while it matters`);
    const found = past.find((other) => other.id === id);
    if (found === undefined) continue;
    const hasEnd = found.rolloutState !== 'IN_PROGRESS' || found.supersededBy !== undefined;
    must(hasEnd || after.status !== 'ACTIVE', `deployment ${id} has ended as ${found.rolloutState}`);
    if (supersededBy === undefined && found.supersededBy !== undefined) occurrences.superseded += 1;
  }
}

/** A deployment that fails is rolled back to the one that completed last, where there is one. */
function checkFailure({ before, after }: ServiceChange, endings: Endings, occurrences: Occurrences): void {
  const [earlier] = before.deployments;
  const [primary] = after.deployments;
  if (earlier?.rolloutState !== 'IN_PROGRESS') return;
  const failed = [...after.deployments, ...after.history].find(
    (one) => one.id === earlier.id && one.rolloutState === 'FAILED',
  );
  if (failed === undefined) return;
  occurrences.failed[failed.failedBy ?? 'USER'] += 1;
  const kept = [...before.deployments, ...before.history].map((one) => one.id);
  const lastCompleted = endings.findLast((one) => kept.includes(one.id));
  const isRollback = earlier.rollbackOf !== undefined;
  if (isRollback) occurrences.failedRollbacks += 1;
  if (isRollback || lastCompleted === undefined || !isToRollBack(after, failed)) {
    must(primary?.id === failed.id, `the failed deployment ${failed.id} stays`);
    return;
  }
  must(
    primary?.id === lastCompleted.id && primary.taskDefinition === lastCompleted.taskDefinition,
    `a rollback goes to ${lastCompleted.id}, which completed last, not to ${primary?.id}`,
  );
  must(
    primary?.rollbackOf === failed.id && failed.rollback?.to === primary.id,
    'a rollback says what it undoes',
  );
  endings.splice(endings.indexOf(lastCompleted), 1);
  occurrences.rolledBack += 1;
}

function isToRollBack(service: ServiceState, failed: DeploymentState): boolean {
  const { circuitBreaker, alarms } = service.deploymentConfiguration;
  if (failed.failedBy === 'USER') return true;
  return failed.failedBy === 'ALARM' ? alarms.rollback : circuitBreaker.rollback;
}

/** A stall is an event, never a silence. */
function checkStall({ before, after }: ServiceChange, occurrences: Occurrences): void {
  if (after.stalled !== true || before.stalled === true) return;
  occurrences.stalled += 1;
  const isSaid = after.events
    .slice(0, 5)
    .some((one) => one.message.includes('was unable to stop or start tasks'));
  must(isSaid, `${after.name} says that it is stalled`);
}

/** A deployment completes with all of its tasks healthy and no others left; so does a rollback. */
function checkCompletion(
  { before, after, state, now }: ServiceChange,
  endings: Endings,
  occurrences: Occurrences,
): void {
  const [earlier] = before.deployments;
  const [primary] = after.deployments;
  if (primary?.rolloutState !== 'COMPLETED') return;
  if (earlier?.id === primary.id && earlier.rolloutState === 'COMPLETED') return;
  const live = liveTasksOf(state, after);
  const time = clusterNow(state, now);
  must(
    live.length === after.desiredCount &&
      live.every((task) => task.taskDefinition === primary.taskDefinition && isHealthy(task, state, time)),
    `deployment ${primary.id} completes with ${after.desiredCount} healthy tasks of its revision`,
  );
  endings.push({ id: primary.id, taskDefinition: primary.taskDefinition });
  occurrences.completed += 1;
  if (primary.rollbackOf !== undefined) {
    const undone = [...after.deployments, ...after.history].find((one) => one.id === primary.rollbackOf);
    must(undone?.rollback?.state === 'SUCCESSFUL', 'what was rolled back says so');
    occurrences.completedRollbacks += 1;
  }
}
