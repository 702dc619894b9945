import type { ClusterState, ServiceState, TaskState } from '../model/cluster-state.ts';
import { plan } from './plan.ts';
import type { Decision } from './simulated-world.ts';

/** Throws when a decision breaks what must hold at every step. */
export function checkInvariants(decision: Decision): void {
  const { state } = decision.plan;
  for (const service of Object.values(state.services)) {
    const before = decision.before.services[service.name];
    checkShape(service);
    checkFloor(service, decision);
    checkCeiling(service, decision);
    checkLaunches(service, decision);
    if (before !== undefined) checkEnds(before, service);
  }
  checkStopped(state);
  checkQuiet(decision);
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`invariant broken: ${what}`);
}

function checkShape(service: ServiceState): void {
  const statuses = service.deployments.map((deployment) => deployment.status);
  if (service.status === 'ACTIVE') must(statuses[0] === 'PRIMARY', 'the first deployment is the PRIMARY one');
  must(
    statuses.slice(1).every((status) => status === 'ACTIVE'),
    'the other deployments are ACTIVE',
  );
  const ids = [...service.deployments, ...service.history].map((deployment) => deployment.id);
  must(new Set(ids).size === ids.length, 'a deployment is listed once');
  must(service.history.length <= 20, 'at most 20 ended deployments are kept');
  must(service.events.length <= 100, 'at most 100 events are kept');
}

/** Never fewer healthy tasks than the floor by the scheduler's own doing. */
function checkFloor(service: ServiceState, { before, plan: decided, now }: Decision): void {
  const stopped = tasksOf(before, service).filter(
    (task) =>
      isHealthy(task, before, clusterNow(decided.state, now)) &&
      task.desiredStatus === 'RUNNING' &&
      decided.state.tasks[task.id]?.stopCode === 'ServiceSchedulerInitiated',
  );
  if (stopped.length === 0) return;
  const left = tasksOf(decided.state, service).filter(
    (task) =>
      task.desiredStatus === 'RUNNING' && isHealthy(task, decided.state, clusterNow(decided.state, now)),
  );
  const { minimumHealthyPercent } = service.deploymentConfiguration;
  const floor = Math.ceil((service.desiredCount * minimumHealthyPercent) / 100);
  must(left.length >= floor, `${left.length} healthy tasks are left of at least ${floor}`);
}

/** Never more tasks than the ceiling, but for those that were there when it was lowered. */
function checkCeiling(service: ServiceState, { before, plan: decided }: Decision): void {
  const started = tasksOf(decided.state, service).filter((task) => before.tasks[task.id] === undefined);
  if (started.length === 0) return;
  const live = tasksOf(decided.state, service).filter((task) => task.desiredStatus === 'RUNNING').length;
  const ceiling = Math.floor((service.desiredCount * service.deploymentConfiguration.maximumPercent) / 100);
  must(live <= ceiling, `${live} tasks are more than the ceiling of ${ceiling}`);
}

function checkLaunches(service: ServiceState, { before, plan: decided }: Decision): void {
  const primary = service.deployments[0];
  const started = tasksOf(decided.state, service).filter((task) => before.tasks[task.id] === undefined);
  if (started.length === 0) return;
  must(
    started.every((task) => task.deploymentId === primary?.id),
    'only the PRIMARY deployment launches',
  );
  must(primary?.rolloutState !== 'FAILED', 'a failed deployment launches nothing');
}

/** A deployment that ends is COMPLETED, FAILED or superseded, and a rollback goes to the last that completed. */
function checkEnds(before: ServiceState, service: ServiceState): void {
  for (const ended of service.history) {
    const hasEnd = ended.rolloutState !== 'IN_PROGRESS' || ended.supersededBy !== undefined;
    must(hasEnd || service.status !== 'ACTIVE', `deployment ${ended.id} ended as ${ended.rolloutState}`);
  }
  const primary = service.deployments[0];
  const earlier = before.deployments[0];
  if (primary?.rollbackOf === undefined || primary.rollbackOf !== earlier?.id) return;
  const completions = [...before.deployments, ...before.history]
    .filter((deployment) => deployment.id !== earlier.id)
    .map((deployment) => deployment.completedAt ?? 0);
  must(
    Math.max(...completions) === (primary.completedAt ?? -1) || primary.rolloutState === 'COMPLETED',
    'a rollback goes back to the deployment that completed last',
  );
}

function checkStopped(state: ClusterState): void {
  for (const task of Object.values(state.tasks)) {
    if (task.lastStatus !== 'STOPPED') continue;
    must(
      task.stopCode !== undefined && task.stoppedReason !== undefined,
      `task ${task.id} says why it stopped`,
    );
    must(
      task.containers.every((container) => container.lastStatus === 'STOPPED'),
      `the containers of the stopped task ${task.id} have stopped`,
    );
  }
}

/** Asked again at the same moment, the scheduler has nothing to add; its next moment is in the future. */
function checkQuiet({ plan: decided, now }: Decision): void {
  const again = plan(decided.state, now);
  must(again.effects.length === 0, 'no effect is asked for twice');
  must(again.state === decided.state, 'a second plan changes nothing');
  must(again.wakeAt === decided.wakeAt, 'a second plan is due at the same time');
  must(decided.wakeAt === undefined || decided.wakeAt > now, 'the next time is in the future');
}

function tasksOf(state: ClusterState, service: ServiceState): readonly TaskState[] {
  return Object.values(state.tasks).filter((task) => task.group === `service:${service.name}`);
}

const clusterNow = (state: ClusterState, now: number): number => now + (state.clock?.offsetMs ?? 0);

/** Said again in its own words, so that a slip in the scheduler's does not hide itself. */
function isHealthy(task: TaskState, state: ClusterState, now: number): boolean {
  if (task.lastStatus !== 'RUNNING' || task.startedAt === undefined) return false;
  const containers = state.taskDefinitions[task.taskDefinition]?.content.containerDefinitions ?? [];
  const checked = containers.filter((one) => one.essential && one.healthCheck !== undefined);
  const passes = checked.every(
    (one) => task.containers.find((container) => container.name === one.name)?.healthStatus === 'HEALTHY',
  );
  if (!passes || task.targets.some((target) => target.state !== 'healthy')) return false;
  return checked.length > 0 || task.targets.length > 0 || now - task.startedAt >= 40_000;
}
