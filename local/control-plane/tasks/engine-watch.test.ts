import { expect, it } from 'vitest';
import { systemClock } from '../../../time/clock.ts';
import type { ContainerDetails } from '../../docker/engine.ts';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import type { Fact } from '../model/fact.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { compareWithEngine, type EngineWatchOptions, type WatchedEngine } from './engine-watch.ts';
import { containerState, task } from './testing/task-fixtures.ts';

const place = { clusterName: 'c', region: 'ap-southeast-1', accountId: '000000000000' };

function stateWith(one: TaskState): ClusterState {
  return { ...emptyCluster(place), tasks: { [one.id]: one } };
}

/** An engine without containers, which does `meanwhile` before it answers. */
function emptyEngine(meanwhile: () => void): WatchedEngine {
  return {
    listContainers: async () => {
      meanwhile();
      return [];
    },
    inspectContainer: async (): Promise<ContainerDetails | undefined> => undefined,
    killContainer: async () => undefined,
    removeContainer: async () => undefined,
    listVolumes: async () => [],
    removeVolume: async () => undefined,
    async *events() {},
  };
}

/** The facts of one comparison that begins in `before` and during which the state becomes `after`. */
async function factsOf(before: ClusterState, after: ClusterState): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  let state = before;
  const nothing = () => undefined;
  const options: EngineWatchOptions = {
    engine: emptyEngine(() => {
      state = after;
    }),
    environmentName: 'shop',
    state: () => state,
    observe: (fact) => facts.push(fact),
    running: nothing,
    log: { info: nothing, warn: nothing, error: nothing },
    clock: systemClock,
    signal: new AbortController().signal,
    resyncEveryMs: 1_000,
  };
  await compareWithEngine(options);
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
