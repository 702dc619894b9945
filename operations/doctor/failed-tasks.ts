import type { StoppedTask } from '../stopped-task.ts';
import type { ServiceFacts } from './doctor-facts.ts';

/** What says why a task stopped: of ECS and of its containers, without repetition. */
export function reasonsOf({ stoppedReason, containers }: StoppedTask): readonly string[] {
  return [...new Set([stoppedReason, ...containers.flatMap(({ reason }) => reason ?? [])])];
}

/** ECS stops these on purpose: nothing failed. */
const onPurpose =
  /^(Scaling activity|Task stopped by|Console closed|Interrupted|ECS deployment |\(?service .* deployment)/i;

/**
 * Tasks that failed, the newest first: of the revision that runs, and of later ones, which a circuit breaker may have
 * taken back. Those of earlier revisions are history.
 */
export function failedTasks(service: ServiceFacts): readonly StoppedTask[] {
  const current = revisionOf(service.taskDefinition);
  return service.stopped
    .filter((task) => revisionOf(task.taskDefinition) >= current && !onPurpose.test(task.stoppedReason))
    .toSorted((left, right) => right.createdAt - left.createdAt);
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

/** The last lines of a service that a pattern matches, the last first. */
export function linesMatching({ lastLines }: ServiceFacts, pattern: RegExp): readonly string[] {
  if (!lastLines.isKnown) return [];
  return [...new Set(lastLines.value.filter((line) => pattern.test(line)).toReversed())];
}
