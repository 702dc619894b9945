import type { ServiceState, TaskState } from '../../model/cluster-state.ts';
import { isProtected } from '../../model/task-protection.ts';
import type { AssessedTask } from '../observe/assessed-task.ts';
import { addEvent, addTaskSetEvent, eventText } from '../service/events.ts';
import { countFailed } from '../service/service-notes.ts';
import { type ServiceSnapshot, targetGroupName, type World } from '../service/service-world.ts';
import { serviceTask } from '../task/task-creation.ts';
import type { DeploymentStep } from './deployment-step.ts';

/** Starts and stops the tasks that a step names, and reports once what keeps it from going on. */
export function carryOut(snapshot: ServiceSnapshot, step: DeploymentStep, world: World): ServiceSnapshot {
  const stopped = stopTasks(snapshot, step.stops, world);
  const started = startTasks(stopped, step.starts, world);
  const noted = started === snapshot ? noteStall(snapshot, step.isStalled, world) : unsettle(started);
  return noteHeld(noted, step.held, world);
}

function unsettle(snapshot: ServiceSnapshot): ServiceSnapshot {
  return { ...snapshot, service: { ...snapshot.service, steady: false, stalled: false } };
}

function noteStall(snapshot: ServiceSnapshot, isStalled: boolean, world: World): ServiceSnapshot {
  if (!isStalled || snapshot.service.stalled === true) return snapshot;
  const service = addEvent(snapshot.service, eventText.stalled, world.ids, world.now);
  return { ...snapshot, service: { ...service, stalled: true } };
}

/** Assumed: it is said once for each time that protected tasks begin to hold a deployment. */
function noteHeld(snapshot: ServiceSnapshot, held: readonly string[], world: World): ServiceSnapshot {
  const known = snapshot.service.heldByProtection ?? [];
  if (held.length === known.length && held.every((id) => known.includes(id))) return snapshot;
  const { heldByProtection: _, ...rest } = snapshot.service;
  const service: ServiceState = held.length === 0 ? rest : { ...rest, heldByProtection: held };
  const fresh = held.filter((id) => !known.includes(id));
  const said = fresh.reduce((before, id) => sayHeld(before, id, snapshot.tasks, world), service);
  return { ...snapshot, service: said };
}

/**
 * Both texts have been seen of ECS. Assumed: the one that names the steady state is for an earlier deployment, whose
 * tasks keep the one under way from it.
 */
function sayHeld(
  service: ServiceState,
  deploymentId: string,
  tasks: readonly TaskState[],
  world: World,
): ServiceState {
  const count = tasks.filter((task) => task.deploymentId === deploymentId && isProtected(task)).length;
  return service.deployments[0]?.id === deploymentId
    ? addTaskSetEvent(service, deploymentId, eventText.unableToScaleIn(count), world.ids, world.now)
    : addEvent(service, eventText.keptFromSteady(deploymentId, count), world.ids, world.now);
}

function startTasks(snapshot: ServiceSnapshot, count: number, world: World): ServiceSnapshot {
  const primary = snapshot.service.deployments[0];
  const definition = world.taskDefinitions[primary?.taskDefinition ?? '']?.content;
  if (count === 0 || primary === undefined || definition === undefined) return snapshot;
  const tasks = Array.from({ length: count }, () =>
    serviceTask(snapshot.service, primary, definition, world),
  );
  const text = eventText.started(tasks.map((task) => task.id));
  const service = addEvent(snapshot.service, text, world.ids, world.now);
  return { service, tasks: [...snapshot.tasks, ...tasks] };
}

function stopTasks(snapshot: ServiceSnapshot, stops: readonly AssessedTask[], world: World): ServiceSnapshot {
  if (stops.length === 0) return snapshot;
  const stopped = new Map(stops.map((stop) => [stop.task.id, stopTask(stop, snapshot.service, world)]));
  const failures = stops.filter((stop) => stop.isCurrent && stop.health.kind === 'unhealthy');
  const service = failures.reduce((counted) => countFailed(counted, world.now), snapshot.service);
  return { service, tasks: snapshot.tasks.map((task) => stopped.get(task.id) ?? task) };
}

function stopTask(stop: AssessedTask, service: ServiceState, world: World): TaskState {
  return {
    ...stop.task,
    desiredStatus: 'STOPPED',
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: stopReason(stop, service, world),
    stoppingAt: world.now,
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
function stopReason(stop: AssessedTask, service: ServiceState, world: World): string {
  if (stop.health.kind !== 'unhealthy') {
    return `Scaling activity initiated by (deployment ${service.deployments[0]?.id ?? ''})`;
  }
  const { cause } = stop.health;
  if (cause.kind === 'container') return 'Task failed container health checks';
  return `Task failed ELB health checks in (target-group ${targetGroupName(cause.targetGroup, world)})`;
}
