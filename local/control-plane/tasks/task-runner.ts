import { Failure } from '../../../failure/failure.ts';
import type { Clock } from '../../../time/clock.ts';
import { type Retries, retrying } from '../../../time/retrying.ts';
import type { ContainerSummary, Engine } from '../../docker/engine.ts';
import { type Log, logRetries } from '../logger.ts';
import type {
  ClusterState,
  ContainerState,
  RegisteredTaskDefinition,
  TaskState,
} from '../model/cluster-state.ts';
import type { Effect } from '../model/effect.ts';
import type { Fact } from '../model/fact.ts';
import { type Provisioning, provisionTask } from './provision-task.ts';
import { removeTask } from './remove-task.ts';
import { startFailureReason } from './start-failure.ts';
import { containerLabel } from './task-names.ts';

/** The effects that the engine carries out; the load balancer's are not among them. */
export type TaskEffect = Exclude<Effect, { readonly type: 'registerTarget' | 'deregisterTarget' }>;

export interface TaskRunnerOptions extends Provisioning {
  readonly state: () => ClusterState;
  readonly observe: (fact: Fact) => void;
  readonly log: Log;
  readonly clock: Clock;
  /** Ends retries. */
  readonly signal: AbortSignal;
  /** How long the removal of a container waits for its output to be shipped. */
  readonly drainTimeoutMs: number;
}

export interface TaskRunner {
  /** Carries it out after the task's earlier effects; its outcome is reported as a fact. */
  carryOut(effect: TaskEffect): void;
  /** Resolves once nothing is under way. */
  idle(): Promise<void>;
}

/** Runs effects on the engine: those of one task one after another, those of different tasks side by side. */
export function createTaskRunner(options: TaskRunnerOptions): TaskRunner {
  const queues = new Map<string, Promise<void>>();
  return {
    carryOut: (effect) => {
      const previous = queues.get(effect.taskId) ?? Promise.resolve();
      const next = previous.then(() => attempt(effect, options));
      queues.set(effect.taskId, next);
      next.then(() => {
        if (queues.get(effect.taskId) === next) queues.delete(effect.taskId);
      });
    },
    idle: async () => {
      while (queues.size > 0) await Promise.all(queues.values());
    },
  };
}

async function attempt(effect: TaskEffect, options: TaskRunnerOptions): Promise<void> {
  try {
    await perform(effect, options);
  } catch (error) {
    if (!options.signal.aborted) options.log.error('an effect failed', { effect, error });
  }
}

function perform(effect: TaskEffect, options: TaskRunnerOptions): Promise<void> {
  switch (effect.type) {
    case 'provisionTask':
      return provision(effect.taskId, options);
    case 'startContainer':
      return start(effect.taskId, effect.container, options);
    case 'signalContainer':
      return onContainer(effect, options, async (engine, id) =>
        engine.killContainer(id, await stopSignal(engine, id)),
      );
    case 'killContainer':
      return onContainer(effect, options, (engine, id) => engine.killContainer(id, 'SIGKILL'));
    case 'removeTask':
      return remove(effect.taskId, options);
  }
}

async function provision(taskId: string, options: TaskRunnerOptions): Promise<void> {
  const found = findTask(options.state(), taskId);
  if (found === undefined) return;
  options.observe(await provisionTask(found.task, found.definition, options.state(), options));
}

async function start(taskId: string, name: string, options: TaskRunnerOptions): Promise<void> {
  const found = findTask(options.state(), taskId);
  const container = found?.task.containers.find((each) => each.name === name);
  if (found === undefined || container?.runtimeId === undefined) return;
  try {
    await options.engine.startContainer(container.runtimeId);
  } catch (error) {
    options.observe(startFailed(taskId, container, error));
    return;
  }
  options.observe({ type: 'containerStarted', taskId, container: name });
  options.logs.follow(found.task, found.definition, name, container.runtimeId);
}

function startFailed(taskId: string, container: ContainerState, error: unknown): Fact {
  const gone = error instanceof Failure && error.code === 'ENGINE_NOT_FOUND';
  return gone
    ? { type: 'containerMissing', taskId, container: container.name }
    : { type: 'taskFailedToStart', taskId, reason: startFailureReason(error, 'start') };
}

async function onContainer(
  about: { readonly taskId: string; readonly container: string },
  options: TaskRunnerOptions,
  act: (engine: Engine, id: string) => Promise<void>,
): Promise<void> {
  const task = options.state().tasks[about.taskId];
  const id = task?.containers.find((each) => each.name === about.container)?.runtimeId;
  if (id !== undefined) await retrying(() => act(options.engine, id), retries(options));
}

function retries({ signal, clock, log }: TaskRunnerOptions): Retries {
  return { signal, clock, onRetry: logRetries(log) };
}

async function stopSignal(engine: Engine, id: string): Promise<string> {
  const container = await engine.inspectContainer(id);
  const image = container === undefined ? undefined : await engine.inspectImage(container.imageId);
  return image?.stopSignal ?? 'SIGTERM';
}

async function remove(taskId: string, options: TaskRunnerOptions): Promise<void> {
  const { engine, settings } = options;
  const found = findTask(options.state(), taskId);
  const shipRest = async (container: ContainerSummary) => {
    const name = container.labels[containerLabel];
    if (container.state !== 'exited' || found === undefined || name === undefined) return;
    // After a restart nobody follows it yet; otherwise this does nothing.
    options.logs.follow(found.task, found.definition, name, container.id);
    await options.logs.drain(container.id, options.drainTimeoutMs);
  };
  await retrying(() => removeTask(engine, settings.environmentName, taskId, shipRest), retries(options));
  options.observe({ type: 'taskRemoved', taskId });
}

function findTask(
  state: ClusterState,
  taskId: string,
): { readonly task: TaskState; readonly definition: RegisteredTaskDefinition } | undefined {
  const task = state.tasks[taskId];
  const definition = task === undefined ? undefined : state.taskDefinitions[task.taskDefinition];
  return task === undefined || definition === undefined ? undefined : { task, definition };
}
