import type { ContainerState, TaskState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';
import { type Readiness, readinessToStart } from './container-order.ts';
import { shapeOf } from './task-definition-shape.ts';
import { fail } from './task-failure.ts';
import { earlier, moved, rest, type TaskContext, type TaskStep } from './task-step.ts';

/** Starts the containers whose conditions are met; a task whose containers have all started moves on. */
export function stepStart(task: TaskState, context: TaskContext): TaskStep {
  const waiting = task.containers.filter((container) => !hasBeenAsked(container));
  const readiness = new Map(
    waiting.map((container) => [container.name, readinessOf(task, container, context)]),
  );
  const broken = [...readiness.values()].find((found) => found.kind === 'never');
  if (broken !== undefined) return fail(task, 'TaskFailedToStart', broken.reason, context.now);
  const ready = waiting.filter((container) => readiness.get(container.name)?.kind === 'ready');
  if (ready.length > 0) return askToStart(task, new Set(ready.map((container) => container.name)));
  const isWaiting = task.containers.some((container) => container.lastStatus === 'PENDING');
  return isWaiting
    ? rest(task, nextDeadline(readiness.values()))
    : moved({ ...task, lastStatus: 'ACTIVATING' });
}

function hasBeenAsked(container: ContainerState): boolean {
  return container.startRequested || container.lastStatus !== 'PENDING';
}

function readinessOf(task: TaskState, container: ContainerState, context: TaskContext): Readiness {
  const shape = shapeOf(context.definition);
  const definition = shape.byName.get(container.name);
  return definition === undefined
    ? { kind: 'ready' }
    : readinessToStart(task, definition, shape, context.now);
}

function askToStart(task: TaskState, names: ReadonlySet<string>): TaskStep {
  const containers = task.containers.map((container) =>
    names.has(container.name) ? { ...container, startRequested: true } : container,
  );
  const effects = [...names].map(
    (container): Effect => ({ type: 'startContainer', taskId: task.id, container }),
  );
  return moved({ ...task, containers }, effects);
}

function nextDeadline(readiness: Iterable<Readiness>): number | undefined {
  let deadline: number | undefined;
  for (const found of readiness) {
    if (found.kind === 'waiting') deadline = earlier(deadline, found.until);
  }
  return deadline;
}
