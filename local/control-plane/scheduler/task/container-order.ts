import type { ContainerDefinition, ContainerDependency } from '../../../../definition/model/ecs.ts';
import type { ContainerState, TaskState } from '../../model/cluster-state.ts';
import type { TaskDefinitionShape } from './task-definition-shape.ts';

/** How a container stands to what it waits for. */
export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting'; readonly until?: number }
  | { readonly kind: 'never'; readonly reason: string };

/**
 * Fargate gives up on a dependency that was not met within three minutes of its start, unless the dependency's
 * `startTimeout` says otherwise.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
const defaultStartTimeoutSeconds = 180;

/** Whether a container's `dependsOn` conditions let it start now. */
export function readinessToStart(
  task: TaskState,
  container: ContainerDefinition,
  shape: TaskDefinitionShape,
  now: number,
): Readiness {
  const states = container.dependsOn.map((dependency) => stateOf(task, dependency, shape, now));
  const broken = states.find((found) => found.kind === 'never');
  if (broken !== undefined) return broken;
  const waiting = states.filter((found) => found.kind === 'waiting');
  if (waiting.length === 0) return { kind: 'ready' };
  const deadlines = waiting.flatMap((found) => found.until ?? []);
  return deadlines.length === 0 ? { kind: 'waiting' } : { kind: 'waiting', until: Math.min(...deadlines) };
}

/** Shutdown goes the other way: a container is stopped once all that depend on it have. */
export function mayStop(task: TaskState, container: ContainerState, shape: TaskDefinitionShape): boolean {
  const dependents = shape.dependents.get(container.name) ?? [];
  return task.containers.every((other) => other.lastStatus === 'STOPPED' || !dependents.includes(other.name));
}

function stateOf(
  task: TaskState,
  dependency: ContainerDependency,
  shape: TaskDefinitionShape,
  now: number,
): Readiness {
  const container = task.containers.find((other) => other.name === dependency.containerName);
  if (container === undefined) return neverMet(dependency, 'is not in the task');
  if (isMet(container, dependency.condition)) return { kind: 'ready' };
  if (container.lastStatus === 'STOPPED') return neverMet(dependency, 'stopped before');
  if (container.startedAt === undefined) return { kind: 'waiting' };
  const timeoutSeconds = shape.byName.get(container.name)?.startTimeoutSeconds ?? defaultStartTimeoutSeconds;
  const until = container.startedAt + timeoutSeconds * 1000;
  return until <= now ? neverMet(dependency, 'timed out') : { kind: 'waiting', until };
}

function isMet(container: ContainerState, condition: ContainerDependency['condition']): boolean {
  switch (condition) {
    case 'START':
      return container.lastStatus !== 'PENDING';
    case 'COMPLETE':
      return container.lastStatus === 'STOPPED';
    case 'SUCCESS':
      return container.lastStatus === 'STOPPED' && container.exitCode === 0;
    case 'HEALTHY':
      return container.lastStatus === 'RUNNING' && container.healthStatus === 'HEALTHY';
  }
}

function neverMet(dependency: ContainerDependency, what: string): Readiness {
  const reason = `dependency ${dependency.containerName} ${what} and cannot become ${dependency.condition}`;
  return { kind: 'never', reason };
}
