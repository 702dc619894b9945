import { expect, test } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import type { ContainerDetails, ContainerRunState } from '../docker/engine.ts';
import { keepKeeper } from './keep-keeper.ts';

const keeper = (state: ContainerRunState, exitCode: number): ContainerDetails => ({
  id: 'k',
  name: 'shop-keeper-1',
  image: 'node',
  state,
  hostPorts: [],
  labels: {},
  exitCode,
  outOfMemory: false,
  startedAt: undefined,
  finishedAt: undefined,
  health: 'none',
  imageId: '',
  addresses: {},
  ports: [],
  error: '',
});

/** Which containers are started when the keeper is found so, and then ends so. */
async function started(
  found: ContainerDetails | undefined,
  ended?: { readonly exitCode: number; readonly left: ContainerDetails | undefined },
): Promise<readonly string[]> {
  const stop = new AbortController();
  const starts: string[] = [];
  let now = found;
  const nothing = () => undefined;
  await keepKeeper({
    engine: {
      listContainers: async (labels) => {
        expect(labels).toEqual({
          'com.docker.compose.project': 'shop',
          'com.docker.compose.service': 'keeper',
        });
        return now === undefined ? [] : [now];
      },
      inspectContainer: async () => now,
      startContainer: async (id) => {
        starts.push(id);
      },
      async *events() {
        if (ended !== undefined) {
          now = ended.left;
          yield { at: new Date(0), containerId: 'k', action: 'die', exitCode: ended.exitCode, labels: {} };
        }
        stop.abort();
      },
    },
    environmentName: 'shop',
    log: { info: nothing, warn: nothing, error: nothing },
    clock: waitingClock(),
    signal: stop.signal,
  });
  return starts;
}

const runs = keeper('running', 0);
const killed = keeper('exited', 137);

test('a keeper that is killed is started again', async () => {
  expect(await started(runs, { exitCode: 137, left: killed })).toEqual(['k']);
});

test('a keeper that was killed while the control plane was away is started as well', async () => {
  expect(await started(killed)).toEqual(['k']);
});

test('a keeper that was asked to stop stays stopped', async () => {
  const stopped = keeper('exited', 0);
  expect(await started(runs, { exitCode: 0, left: stopped })).toEqual([]);
  expect(await started(stopped)).toEqual([]);
});

test('a keeper that is not started yet, or that was removed after its end, is left alone', async () => {
  expect(await started(keeper('created', 0))).toEqual([]);
  expect(await started(runs, { exitCode: 137, left: undefined })).toEqual([]);
  expect(await started(undefined)).toEqual([]);
});
