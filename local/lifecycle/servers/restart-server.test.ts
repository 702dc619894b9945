import { expect, test } from 'vitest';
import { waitingClock } from '../../../time/testing/waiting-clock.ts';
import type { ContainerDetails } from '../../docker/engine.ts';
import { restartServer } from './restart-server.ts';

const details: ContainerDetails = {
  ...{ id: 'c0ffee', name: 'shop-redis-1', image: 'redis', state: 'running', labels: {}, hostPorts: [] },
  ...{ exitCode: 0, outOfMemory: false, startedAt: undefined, finishedAt: undefined, health: 'healthy' },
  ...{ imageId: 'sha256:0', addresses: {}, ports: [], error: '' },
};

function engineWith(states: readonly Partial<ContainerDetails>[]) {
  const calls: string[] = [];
  let look = -1;
  return {
    calls,
    stopContainer: async () => void calls.push('stop'),
    startContainer: async () => void calls.push('start'),
    inspectContainer: async () => {
      look += 1;
      calls.push('look');
      return { ...details, ...states[Math.min(look, states.length - 1)] };
    },
  };
}

const redis = { id: 'c0ffee', server: 'redis' } as const;
const signal = new AbortController().signal;

test('a server is back once it runs and is healthy', async () => {
  const engine = engineWith([{ state: 'exited' }, { health: 'starting' }, {}]);
  await restartServer(engine, redis, { signal, clock: waitingClock() });
  expect(engine.calls).toEqual(['stop', 'start', 'look', 'look', 'look']);
});

test('one without a health check is back once it runs', async () => {
  const engine = engineWith([{ health: 'none' }]);
  await restartServer(engine, redis, { signal, clock: waitingClock() });
  expect(engine.calls).toEqual(['stop', 'start', 'look']);
});

test('one that does not get healthy is a failure that names its log', async () => {
  const restart = restartServer(engineWith([{ health: 'unhealthy' }]), redis, {
    signal,
    clock: waitingClock(),
  });
  await expect(restart).rejects.toMatchObject({
    code: 'TIMED_OUT',
    hint: expect.stringContaining('local:logs redis'),
  });
});

test('an interrupt never leaves it stopped', async () => {
  const engine = engineWith([{ health: 'starting' }]);
  const abort = new AbortController();
  const stopContainer = async () => abort.abort(new Error('Interrupted'));
  const restart = restartServer({ ...engine, stopContainer }, redis, { signal: abort.signal });
  await expect(restart).rejects.toThrow('Interrupted');
  expect(engine.calls).toEqual(['start']);
});
