import { expect, it } from 'vitest';
import { systemClock } from '../../../time/clock.ts';
import type { ContainerDetails, ContainerSummary } from '../../docker/engine.ts';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { compareWithEngine, type EngineWatchOptions, type WatchedEngine } from './engine-watch.ts';
import { roleLabel, taskLabel } from './task-names.ts';
import { containerState, task } from './testing/task-fixtures.ts';

const place = { clusterName: 'c', region: 'ap-southeast-1', accountId: '000000000000' };

function stateWith(one: TaskState): ClusterState {
  return { ...emptyCluster(place), tasks: { [one.id]: one } };
}

/** An engine with these containers, which does `meanwhile` before it answers and tells whom it removes. */
function engineWith(
  containers: readonly ContainerSummary[],
  meanwhile: () => void,
  removed: string[] = [],
): WatchedEngine {
  return {
    listContainers: async ({ [taskLabel]: taskId }) => {
      meanwhile();
      return containers.filter(({ labels }) => taskId === undefined || labels[taskLabel] === taskId);
    },
    inspectContainer: async (): Promise<ContainerDetails | undefined> => undefined,
    killContainer: async () => undefined,
    removeContainer: async (id) => {
      removed.push(id);
    },
    listVolumes: async () => [],
    removeVolume: async () => undefined,
    async *events() {},
  };
}

function watching(
  engine: WatchedEngine,
  state: () => ClusterState,
  observe: (fact: Fact) => void = () => undefined,
): EngineWatchOptions {
  const nothing = () => undefined;
  return {
    engine,
    environmentName: 'shop',
    state,
    observe,
    running: nothing,
    log: { info: nothing, warn: nothing, error: nothing },
    clock: systemClock,
    signal: new AbortController().signal,
    resyncEveryMs: 1_000,
  };
}

/** The facts of one comparison that begins in `before` and during which the state becomes `after`. */
async function factsOf(before: ClusterState, after: ClusterState): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  let state = before;
  const engine = engineWith([], () => {
    state = after;
  });
  await compareWithEngine(
    watching(
      engine,
      () => state,
      (fact) => facts.push(fact),
    ),
  );
  return facts;
}

it('misses a container that the engine no longer has', async () => {
  expect(await factsOf(stateWith(task()), stateWith(task()))).toEqual([
    { type: 'containerMissing', taskId: task().id, container: 'web' },
  ]);
});

it('does not miss a container that was made while the engine answered', async () => {
  const { runtimeId: _, ...unmade } = containerState({ lastStatus: 'PENDING', startRequested: false });
  const provisioning = task({ lastStatus: 'PROVISIONING', containers: [unmade] });
  expect(await factsOf(stateWith(provisioning), stateWith(task()))).toEqual([]);
});

/** Which containers of a task one comparison removes: its network's, which runs, and its own in this state. */
async function removedOf(state: ClusterState, own: ContainerSummary['state']): Promise<readonly string[]> {
  const removed: string[] = [];
  const summary = (id: string, role: string, runState: ContainerSummary['state']): ContainerSummary => ({
    ...{ id, name: id, image: 'store', state: runState },
    hostPorts: [],
    labels: { [taskLabel]: task().id, [roleLabel]: role },
  });
  const containers = [summary('pause', 'pause', 'running'), summary('web', 'container', own)];
  await compareWithEngine(
    watching(
      engineWith(containers, () => undefined, removed),
      () => state,
    ),
  );
  return removed;
}

it('removes no task that runs, even one that is not known', async () => {
  expect(await removedOf(emptyCluster(place), 'running')).toEqual([]);
});

it('removes what is left of a task that is not known, and of one that has stopped', async () => {
  expect(await removedOf(emptyCluster(place), 'exited')).toEqual(['web', 'pause']);
  expect(await removedOf(stateWith(task({ lastStatus: 'STOPPED' })), 'running')).toEqual(['web', 'pause']);
});
