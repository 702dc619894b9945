import type { Clock } from '../../../time/clock.ts';
import type { ContainerSummary, Engine, EngineEvent } from '../../docker/engine.ts';
import { environmentLabel } from '../../environment/local-environment.ts';
import type { Log } from '../logger.ts';
import type { ClusterState, ContainerState, TaskState } from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';
import {
  containerDifferences,
  containerExit,
  healthStatus,
  type ObservedContainer,
} from './container-differences.ts';
import { type RemovingEngine, removeTask } from './remove-task.ts';
import { containerLabel, roleLabel, taskLabel } from './task-names.ts';

/** What watching needs of the engine. */
export type WatchedEngine = RemovingEngine & Pick<Engine, 'events' | 'inspectContainer' | 'killContainer'>;

export interface EngineWatchOptions {
  readonly engine: WatchedEngine;
  readonly environmentName: string;
  readonly state: () => ClusterState;
  readonly observe: (fact: Fact) => void;
  /** A task's container that runs, told at the start and at each look, so that its output is followed. */
  readonly running: (task: TaskState, container: ContainerState) => void;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How often everything is compared, against events that were lost. */
  readonly resyncEveryMs: number;
}

/** Follows the engine's events and compares everything now and then, until `signal` aborts. */
export async function watchEngine(options: EngineWatchOptions): Promise<void> {
  await Promise.all([followEvents(options), compareRegularly(options)]);
}

/** Compares all containers with the state once: tells the differences, removes what no task owns. */
export async function compareWithEngine(options: EngineWatchOptions): Promise<void> {
  const { engine, environmentName } = options;
  // What is made while the engine answers is not in its answer, and yet not missing.
  const before = options.state();
  const all = (await engine.listContainers({ [environmentLabel]: environmentName })).filter(
    (each) => each.labels[taskLabel] !== undefined,
  );
  await removeStrays(all, options);
  const observed = new Map<string, ObservedContainer>();
  const details = await Promise.all(all.map((each) => engine.inspectContainer(each.id)));
  for (const each of details) if (each !== undefined) observed.set(each.id, each);
  for (const fact of containerDifferences(before, observed)) options.observe(fact);
  tellRunning(options, observed);
  await endTasksWithoutNetwork(all, options);
}

function tellRunning(options: EngineWatchOptions, observed: ReadonlyMap<string, ObservedContainer>): void {
  for (const task of Object.values(options.state().tasks)) {
    if (task.lastStatus === 'DEPROVISIONING') continue;
    for (const container of task.containers) {
      const seen = container.runtimeId === undefined ? undefined : observed.get(container.runtimeId);
      if (seen !== undefined && seen.state !== 'created') options.running(task, container);
    }
  }
}

/** What runs and is not known is left alone: the next start of the control plane adopts it, if it can be adopted. */
async function removeStrays(all: readonly ContainerSummary[], options: EngineWatchOptions): Promise<void> {
  const owned = options.state().tasks;
  const byTask = Map.groupBy(all, (each) => each.labels[taskLabel] ?? '');
  const strays = [...byTask].flatMap(([id, containers]) => {
    const task = owned[id];
    const isStray = task === undefined ? !containers.some(runsItself) : task.lastStatus === 'STOPPED';
    return isStray ? [id] : [];
  });
  for (const taskId of strays) {
    options.log.warn('removing containers that belong to no task', { taskId });
    await removeTask(options.engine, options.environmentName, taskId);
  }
}

function runsItself({ state, labels }: ContainerSummary): boolean {
  return state === 'running' && labels[roleLabel] !== 'pause';
}

/** A task whose pause container ended has lost its endpoints for good: its containers are ended too. */
async function endTasksWithoutNetwork(
  all: readonly ContainerSummary[],
  options: EngineWatchOptions,
): Promise<void> {
  for (const pause of all.filter((each) => each.labels[roleLabel] === 'pause')) {
    if (pause.state === 'exited' || pause.state === 'dead') {
      await endContainers(pause.labels[taskLabel] ?? '', options);
    }
  }
}

async function endContainers(taskId: string, options: EngineWatchOptions): Promise<void> {
  const task = options.state().tasks[taskId];
  for (const container of task?.containers ?? []) {
    if (container.runtimeId !== undefined && container.lastStatus === 'RUNNING') {
      await options.engine.killContainer(container.runtimeId, 'SIGKILL');
    }
  }
}

async function followEvents(options: EngineWatchOptions): Promise<void> {
  const labels = { [environmentLabel]: options.environmentName };
  while (!options.signal.aborted) {
    try {
      for await (const event of options.engine.events(labels, options.signal)) {
        await onEvent(event, options);
      }
    } catch (error) {
      if (!options.signal.aborted) options.log.warn('the stream of engine events ended', { error });
    }
    await options.clock.sleep(1000, options.signal);
  }
}

async function onEvent(event: EngineEvent, options: EngineWatchOptions): Promise<void> {
  const taskId = event.labels[taskLabel];
  if (taskId === undefined) return;
  if (event.labels[roleLabel] === 'pause') {
    if (event.action === 'die') await endContainers(taskId, options);
    return;
  }
  const container = event.labels[containerLabel];
  if (container === undefined || !owns(options.state(), taskId, event.containerId)) return;
  if (event.action === 'die') await onExit({ taskId, container }, event, options);
  const health = /^health_status: (healthy|unhealthy)$/.exec(event.action)?.[1];
  if (health !== undefined) {
    const status = healthStatus(health === 'healthy' ? 'healthy' : 'unhealthy');
    options.observe({ type: 'containerHealth', taskId, container, health: status });
  }
}

function owns(state: ClusterState, taskId: string, runtimeId: string): boolean {
  return state.tasks[taskId]?.containers.some((each) => each.runtimeId === runtimeId) === true;
}

/** The event has the exit code only; whether memory ran out is for the engine to say, if it still has it. */
async function onExit(
  about: { readonly taskId: string; readonly container: string },
  event: EngineEvent,
  options: EngineWatchOptions,
): Promise<void> {
  const seen = await options.engine.inspectContainer(event.containerId);
  options.observe(
    seen === undefined
      ? {
          type: 'containerExited',
          ...about,
          exitCode: event.exitCode ?? 137,
          outOfMemory: false,
          at: event.at.getTime(),
        }
      : containerExit(about, seen),
  );
}

async function compareRegularly(options: EngineWatchOptions): Promise<void> {
  while (!options.signal.aborted) {
    await options.clock.sleep(options.resyncEveryMs, options.signal);
    if (options.signal.aborted) return;
    await compareWithEngine(options).catch((error: unknown) =>
      options.log.warn('the containers could not be compared', { error }),
    );
  }
}
