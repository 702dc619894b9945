import { beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../time/clock.ts';
import { cacheServer } from './cache-server.ts';
import { emptyCluster } from './scheduler/initial-state.ts';
import type { PersistedState } from './state/persisted-state.ts';

const failover = {
  replicationGroupId: 'shop',
  nodeGroupId: '0001',
  from: 'shop-001',
  to: 'shop-002',
  startedAt: 1,
};

let persisted: PersistedState;
let calls: string[];
let pings: string[];
let failures: unknown[];

beforeEach(() => {
  persisted = { cluster: emptyCluster({ clusterName: 'shop', region: 'eu-west-1', accountId: '0' }) };
  calls = [];
  pings = ['', 'NOAUTH', 'PONG\n'];
  failures = [];
});

function server(start: () => Promise<void> = async () => {}) {
  const redis = {
    id: 'redis',
    name: 'shop-redis-1',
    image: 'redis',
    state: 'running' as const,
    labels: {},
    hostPorts: [],
  };
  return cacheServer(
    {
      engine: {
        listContainers: async () => [redis],
        stopContainer: async (id, seconds) => void calls.push(`stop ${id} ${seconds}`),
        startContainer: async (id) => {
          calls.push(`start ${id}`);
          await start();
        },
        exec: async () => ({ exitCode: 0, stdout: pings.shift() ?? 'PONG', stderr: '' }),
      },
      settings: { environmentName: 'shop' },
      log: {
        info: () => {},
        warn: () => {},
        error: (_, fields) => void failures.push(fields?.error),
      },
      clock: { ...systemClock, now: () => 5, sleep: async () => {} },
      signal: new AbortController().signal,
    },
    {
      persisted: () => persisted,
      transact: async (change) => {
        const { state, result } = change(persisted, 5);
        persisted = state;
        return result;
      },
    },
  );
}

test('a failover stops Redis in order, starts it again, and is over once Redis answers', async () => {
  const cache = server();
  await cache.failOver(failover);
  expect([cache.isFailingOver(), cache.failovers()]).toEqual([true, [failover]]);
  await vi.waitUntil(() => !cache.isFailingOver());
  expect(calls).toEqual(['stop redis 10', 'start redis']);
  expect(pings).toEqual([]);
  expect(cache.failovers()).toEqual([{ ...failover, endedAt: 5 }]);
});

test('a failover whose server does not start again is over without an end, and is told of', async () => {
  const failure = new Error('no such image');
  const cache = server(async () => {
    throw failure;
  });
  await cache.failOver(failover);
  await vi.waitUntil(() => !cache.isFailingOver());
  expect([cache.failovers(), failures]).toEqual([[failover], [failure]]);
});
