import type { StoppedTask } from '../stopped-task.ts';
import type { ServiceFacts } from './doctor-facts.ts';
import { isBroughtBack } from './rollback-events.ts';

/** What says why a task stopped: of ECS and of its containers, without repetition. */
export function reasonsOf({ stoppedReason, containers }: StoppedTask): readonly string[] {
  return [...new Set([stoppedReason, ...containers.flatMap(({ reason }) => reason ?? [])])];
}

/** ECS stops these on purpose: nothing failed. */
const onPurpose =
  /^(Scaling activity|Task stopped by|Console closed|Interrupted|ECS deployment |\(?service .* deployment)/i;

/**
 * Tasks that failed, the latest first: those of the one deployment whose tasks failed last, as what an earlier one failed of
 * was mended or is another matter. It is the one that runs, or a later one that a circuit breaker has taken back.
 */
export function failedTasks(service: ServiceFacts): readonly StoppedTask[] {
  const failed = service.stopped
    .filter((task) => !onPurpose.test(task.stoppedReason) && !isHistory(task, service))
    .toSorted((left, right) => right.stoppedAt - left.stoppedAt || right.createdAt - left.createdAt);
  return failed.filter(({ startedBy }) => startedBy === failed[0]?.startedBy);
}

/** Whether what the task failed of was over before now: by a newer release or deployment, or as tasks start again. */
function isHistory(task: StoppedTask, service: ServiceFacts): boolean {
  if (revisionOf(task.taskDefinition) < revisionOf(service.taskDefinition)) return true;
  if (task.startedBy !== service.deploymentId) {
    // The one that a circuit breaker went back to may count as the newer one.
    return !isBroughtBack(service) && task.createdAt < (service.deployedMs ?? 0);
  }
  const steadyAt = service.events.find(({ message }) => isSteadyState.test(message))?.atMs ?? 0;
  return task.stoppedAt < steadyAt && !mayComeAgain(task, service.atMs);
}

const isSteadyState = /has reached a steady state/;
const tenMinutesMs = 600_000;

/** A program that ended by itself may do so again; one that took too much memory does. */
function mayComeAgain(task: StoppedTask, nowMs: number): boolean {
  const { containers } = task;
  if (containers.every(({ exitCode }) => exitCode === undefined)) return false;
  return ranOutOfMemory(task) || nowMs - task.stoppedAt < tenMinutesMs;
}

/** Whether ECS says so, or a container was killed by SIGKILL without its task having been stopped. */
function ranOutOfMemory({ stoppedReason, containers }: StoppedTask): boolean {
  return containers.some(
    ({ exitCode, reason = '' }) =>
      /OutOfMemory/i.test(reason) || (exitCode === 137 && stoppedReason.startsWith('Essential container')),
  );
}

const nothing = { isKnown: true, value: [] } as const;

/** Whether the tasks that failed last are those of a deployment that does not run any more. */
function isTakenBack(service: ServiceFacts): boolean {
  const [failed] = failedTasks(service);
  return failed !== undefined && failed.startedBy !== service.deploymentId;
}

/** The service without what failed last, where that is of a deployment that was taken back, and what failed before. */
export function withoutTakenBack(service: ServiceFacts): ServiceFacts {
  return isTakenBack(service) ? { ...service, stopped: [], lastLines: nothing } : service;
}

/** Of the service only what failed of the deployment that runs before another one was taken back. */
export function onlyBeforeTakenBack(service: ServiceFacts): ServiceFacts {
  const stopped = isTakenBack(service)
    ? service.stopped.filter(({ startedBy }) => startedBy === service.deploymentId)
    : [];
  return { ...service, stopped, lastLines: nothing, recentLines: nothing, targets: asIfWell(service) };
}

/** Of the service only what a deployment failed of that was taken back. */
export function onlyTakenBack(service: ServiceFacts): ServiceFacts {
  const stopped = isTakenBack(service) ? failedTasks(service) : [];
  const lastLines = isTakenBack(service) ? service.lastLines : nothing;
  const taskDefinition = stopped[0]?.taskDefinition ?? service.taskDefinition;
  return { ...service, taskDefinition, stopped, lastLines, recentLines: nothing, targets: asIfWell(service) };
}

/** They tell still where the load balancer asks. */
function asIfWell({ targets }: ServiceFacts): ServiceFacts['targets'] {
  if (!targets.isKnown) return targets;
  const value = targets.value.map((target) => ({
    ...target,
    ...{ state: 'healthy', reason: undefined, description: undefined },
  }));
  return { isKnown: true, value };
}

/** The containers that ended by themselves, not because ECS stopped their task. */
export function endedContainers(service: ServiceFacts): StoppedTask['containers'] {
  return failedTasks(service)
    .filter(({ stoppedReason }) => stoppedReason.startsWith('Essential container'))
    .flatMap(({ containers }) => containers);
}

/** The number at the end of the ARN of a task definition; 0 where there is none. */
export function revisionOf(taskDefinition: string): number {
  return Number(/:(\d+)$/.exec(taskDefinition)?.[1] ?? 0);
}

/** The reasons of a service's failed tasks that a pattern matches in what is specific of them, without repetition. */
export function reasonsMatching(service: ServiceFacts, pattern: RegExp): readonly string[] {
  return [...new Set(failedTasks(service).flatMap(reasonsOf))].filter((reason) =>
    pattern.test(specificPart(reason)),
  );
}

/** Fargate begins the reason with these words whether it was a secret or the login to the registry. */
const specificPart = (reason: string): string =>
  reason.replace(/unable to pull secrets or registry auth:?/i, '');

/** The lines of a service that a pattern matches, the last first: those of tasks that run before those of one that failed. */
export function linesMatching({ lastLines, recentLines }: ServiceFacts, pattern: RegExp): readonly string[] {
  const lines = [lastLines, recentLines].flatMap((known) => (known.isKnown ? known.value : []));
  return [...new Set(lines.filter((line) => pattern.test(line)).toReversed())];
}
