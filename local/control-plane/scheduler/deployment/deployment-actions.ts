import type { ServiceState, TaskState } from '../../model/cluster-state.ts';
import type { JudgedTask } from '../observe/judged-task.ts';
import { eventText, say } from '../service/events.ts';
import { countFailed } from '../service/service-notes.ts';
import { type Situation, targetGroupName, type World } from '../service/service-world.ts';
import { serviceTask } from '../task/task-creation.ts';
import type { DeploymentStep } from './deployment-step.ts';

/** Starts and stops the tasks that a step names, and says a stall once. */
export function carryOut(situation: Situation, step: DeploymentStep, world: World): Situation {
  const stopped = stopTasks(situation, step.stops, world);
  const started = startTasks(stopped, step.starts, world);
  return started === situation ? noteStall(situation, step.isStalled, world) : unsettle(started);
}

function unsettle(situation: Situation): Situation {
  return { ...situation, service: { ...situation.service, steady: false, stalled: false } };
}

function noteStall(situation: Situation, isStalled: boolean, world: World): Situation {
  if (!isStalled || situation.service.stalled === true) return situation;
  const service = say(situation.service, eventText.stalled, world.ids, world.now);
  return { ...situation, service: { ...service, stalled: true } };
}

function startTasks(situation: Situation, count: number, world: World): Situation {
  const primary = situation.service.deployments[0];
  const definition = world.taskDefinitions[primary?.taskDefinition ?? '']?.content;
  if (count === 0 || primary === undefined || definition === undefined) return situation;
  const tasks = Array.from({ length: count }, () =>
    serviceTask(situation.service, primary, definition, world),
  );
  const text = eventText.started(tasks.map((task) => task.id));
  const service = say(situation.service, text, world.ids, world.now);
  return { service, tasks: [...situation.tasks, ...tasks] };
}

function stopTasks(situation: Situation, stops: readonly JudgedTask[], world: World): Situation {
  if (stops.length === 0) return situation;
  const stopped = new Map(stops.map((stop) => [stop.task.id, stopTask(stop, situation.service, world)]));
  const failures = stops.filter((stop) => stop.isCurrent && stop.standing.kind === 'unhealthy');
  const service = failures.reduce((counted) => countFailed(counted, world.now), situation.service);
  return { service, tasks: situation.tasks.map((task) => stopped.get(task.id) ?? task) };
}

function stopTask(stop: JudgedTask, service: ServiceState, world: World): TaskState {
  return {
    ...stop.task,
    desiredStatus: 'STOPPED',
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: stopReason(stop, service, world),
    stoppingAt: world.now,
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
function stopReason(stop: JudgedTask, service: ServiceState, world: World): string {
  if (stop.standing.kind !== 'unhealthy') {
    return `Scaling activity initiated by (deployment ${service.deployments[0]?.id ?? ''})`;
  }
  const { cause } = stop.standing;
  if (cause.kind === 'container') return 'Task failed container health checks';
  return `Task failed ELB health checks in (target-group ${targetGroupName(cause.targetGroup, world)})`;
}
