import type { DeploymentState, ServiceState, TaskState } from '../../model/cluster-state.ts';
import { newestCompleted, noteRollback } from '../deployment/rollback.ts';
import { type AssessedTask, isSteady } from '../observe/assessed-task.ts';
import { addEvent, eventText } from './events.ts';
import { changePrimary } from './service-notes.ts';
import type { ServiceSnapshot, World } from './service-world.ts';

const keptHistory = 20;

/** Closes what has come to its end: replaced deployments, the one under way, a service that is being deleted. */
export function settle(
  snapshot: ServiceSnapshot,
  assessed: readonly AssessedTask[],
  world: World,
): ServiceState {
  const retired = retireReplaced(snapshot, world.now);
  if (retired.status === 'DRAINING') return closeDrained({ ...snapshot, service: retired }, world.now);
  if (retired.status === 'INACTIVE') return retired;
  const isSettled = isAtDesiredCount(retired, assessed, snapshot.tasks);
  const completed = isSettled ? complete(retired, world) : retired;
  return noteSteady(completed, isSettled, world);
}

function retireReplaced(snapshot: ServiceSnapshot, now: number): ServiceState {
  const { service, tasks } = snapshot;
  if (service.deployments.length < 2) return service;
  const kept = service.deployments.map((deployment, index) =>
    index === 0 ? deployment : withTaskCount(deployment, tasks),
  );
  const ended = kept.filter((deployment, index) => index > 0 && !hasTasks(deployment, tasks));
  if (ended.length === 0 && kept.every((deployment, index) => deployment === service.deployments[index])) {
    return service;
  }
  const deployments = kept.filter((deployment) => !ended.includes(deployment));
  return { ...service, deployments, history: remember(ended, service.history, now) };
}

/** What ECS calls an earlier deployment's desired count: those of its tasks that are meant to run still. */
function withTaskCount(deployment: DeploymentState, tasks: readonly TaskState[]): DeploymentState {
  const desiredCount = tasks.filter(
    (task) => task.deploymentId === deployment.id && task.desiredStatus === 'RUNNING',
  ).length;
  return desiredCount === deployment.desiredCount ? deployment : { ...deployment, desiredCount };
}

/** Assumption: a deployment lasts until the last of its targets is drained, as its tasks are RUNNING for ECS until then. */
function hasTasks(deployment: DeploymentState, tasks: readonly TaskState[]): boolean {
  return tasks.some((task) => task.deploymentId === deployment.id && isBeforeItsStop(task));
}

function isBeforeItsStop(task: TaskState): boolean {
  return !['STOPPING', 'DEPROVISIONING', 'STOPPED'].includes(task.lastStatus);
}

/** The last completed one is kept however many have failed since: a rollback goes back to it. */
function remember(
  ended: readonly DeploymentState[],
  history: readonly DeploymentState[],
  now: number,
): readonly DeploymentState[] {
  const inactive = ended.map(
    (deployment): DeploymentState => ({
      ...deployment,
      status: 'INACTIVE',
      desiredCount: 0,
      updatedAt: now,
    }),
  );
  const all = [...inactive, ...history];
  const lastGood = newestCompleted(all);
  const newest = all.slice(0, keptHistory);
  if (lastGood === undefined || newest.includes(lastGood)) return newest;
  return [...newest.slice(0, keptHistory - 1), lastGood];
}

/** All are healthy, and none is still being drained. */
function isAtDesiredCount(
  service: ServiceState,
  assessed: readonly AssessedTask[],
  tasks: readonly TaskState[],
): boolean {
  return (
    service.deployments.length === 1 &&
    assessed.length === service.desiredCount &&
    assessed.every(isSteady) &&
    !tasks.some((task) => task.desiredStatus === 'STOPPED' && isBeforeItsStop(task))
  );
}

function complete(service: ServiceState, world: World): ServiceState {
  const primary = service.deployments[0];
  if (primary?.rolloutState !== 'IN_PROGRESS') return service;
  const completed = changePrimary(service, (deployment) => ({
    ...deployment,
    rolloutState: 'COMPLETED',
    rolloutStateReason: `ECS deployment ${deployment.id} completed.`,
    completedAt: world.now,
    updatedAt: world.now,
  }));
  const noted = noteRollback(completed, primary.rollbackOf, 'SUCCESSFUL');
  return addEvent(noted, eventText.completed(primary.id), world.ids, world.now);
}

function noteSteady(service: ServiceState, isSettled: boolean, world: World): ServiceState {
  const isSteadyNow = isSettled && service.deployments[0]?.rolloutState === 'COMPLETED';
  if (isSteadyNow === (service.steady ?? false)) return service;
  if (!isSteadyNow) return { ...service, steady: false };
  return { ...addEvent(service, eventText.steady, world.ids, world.now), steady: true };
}

function closeDrained(snapshot: ServiceSnapshot, now: number): ServiceState {
  const { service, tasks } = snapshot;
  if (tasks.some(isBeforeItsStop)) return service;
  return {
    ...service,
    status: 'INACTIVE',
    deployments: [],
    history: remember(service.deployments, service.history, now),
    steady: false,
  };
}
