import type { ContainerState, TaskState } from '../../model/cluster-state.ts';
import type { Effect } from '../../model/effect.ts';
import { mayStop } from './container-order.ts';
import { deregisterTargets, endDraining } from './target-registration.ts';
import { shapeOf } from './task-definition-shape.ts';
import { hasLostEssential } from './task-failure.ts';
import { earlier, moved, rest, type TaskContext, type TaskNote, type TaskStep } from './task-step.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const defaultStopTimeoutSeconds = 30;
const longestStopTimeoutSeconds = 120;

/** Takes a task that has to stop through its load balancer's drain and the end of its containers. */
export function stepStop(task: TaskState, context: TaskContext): TaskStep {
  return task.lastStatus === 'DEACTIVATING' ? deactivate(task, context) : endContainers(task, context);
}

/**
 * Assumption: when an essential container has ended there is nothing left to drain, so the other containers are
 * stopped at once, while the target is being deregistered.
 */
function deactivate(task: TaskState, context: TaskContext): TaskStep {
  const deregistered = deregisterTargets(task, context.now);
  if (deregistered !== undefined) return deregistered;
  const drained = endDraining(task, context);
  if (drained.task !== task) return drained;
  if (drained.dueAt !== undefined && !hasLostEssential(task, context)) return drained;
  const notes: TaskNote[] = isWanted(task) ? [{ type: 'stopped', taskId: task.id }] : [];
  return moved({ ...task, lastStatus: 'STOPPING' }, [], notes);
}

function isWanted(task: TaskState): boolean {
  return task.stopCode === 'ServiceSchedulerInitiated' || task.stopCode === 'UserInitiated';
}

function endContainers(task: TaskState, context: TaskContext): TaskStep {
  const effects: Effect[] = [];
  let dueAt: number | undefined;
  const containers = task.containers.map((container) => {
    const step = endContainer(task, container, context);
    effects.push(...step.effects);
    dueAt = earlier(dueAt, step.dueAt);
    return step.container;
  });
  if (containers.some((container, index) => container !== task.containers[index])) {
    return moved({ ...task, containers }, effects);
  }
  if (containers.some((container) => container.lastStatus !== 'STOPPED')) return rest(task, dueAt);
  const ended: TaskState = { ...task, lastStatus: 'DEPROVISIONING', executionStoppedAt: context.now };
  return moved(ended, [{ type: 'removeTask', taskId: task.id }]);
}

interface ContainerEnd {
  readonly container: ContainerState;
  readonly effects: readonly Effect[];
  readonly dueAt?: number;
}

/** A container whose start the engine has not confirmed is waited for: it could start after the signal. */
function endContainer(task: TaskState, container: ContainerState, context: TaskContext): ContainerEnd {
  if (container.lastStatus === 'STOPPED') return { container, effects: [] };
  if (container.lastStatus === 'PENDING') {
    const willNotStart = !container.startRequested || task.startFailure !== undefined;
    return { container: willNotStart ? { ...container, lastStatus: 'STOPPED' } : container, effects: [] };
  }
  if (container.stopSignalledAt === undefined) return signal(task, container, context);
  if (container.killedAt !== undefined) return { container, effects: [] };
  const killAt = container.stopSignalledAt + stopTimeoutSeconds(container, context) * 1000;
  return killAt <= context.now
    ? kill(task, container, context.now)
    : { container, effects: [], dueAt: killAt };
}

function signal(task: TaskState, container: ContainerState, context: TaskContext): ContainerEnd {
  if (!mayStop(task, container, shapeOf(context.definition))) return { container, effects: [] };
  return {
    container: { ...container, stopSignalledAt: context.now },
    effects: [{ type: 'signalContainer', taskId: task.id, container: container.name }],
  };
}

function kill(task: TaskState, container: ContainerState, now: number): ContainerEnd {
  return {
    container: { ...container, killedAt: now },
    effects: [{ type: 'killContainer', taskId: task.id, container: container.name }],
  };
}

function stopTimeoutSeconds(container: ContainerState, context: TaskContext): number {
  const definition = shapeOf(context.definition).byName.get(container.name);
  return Math.min(definition?.stopTimeoutSeconds ?? defaultStopTimeoutSeconds, longestStopTimeoutSeconds);
}
