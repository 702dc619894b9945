import { expect, test } from 'vitest';
import { cacheData, readCache } from './cache-data.ts';

function info(changes: Readonly<Record<string, number>> = {}): string {
  const values = {
    connected_clients: 5,
    used_memory: 25,
    maxmemory: 100,
    total_system_memory: 1000,
    used_cpu_sys_main_thread: 1.5,
    used_cpu_user_main_thread: 2.5,
    evicted_keys: 0,
    keyspace_hits: 10,
    keyspace_misses: 4,
    ...changes,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}:${value}`);
  return ['# Server', 'redis_version:7.4.0', 'config_file:', ...lines, ''].join('\r\n');
}

const machine = { cpuPercent: 3, freeableMemoryBytes: 2000, freeStorageBytes: 9000 };

function valuesOf(now: string, before?: string) {
  const looks = {
    now: readCache(now, 61_000),
    before: before === undefined ? undefined : readCache(before, 1000),
  };
  const data = cacheData('store-001', looks, machine);
  const own = data.filter(({ metric }) => metric.dimensions.CacheNodeId === undefined);
  return Object.fromEntries(own.map(({ metric, unit, values }) => [metric.metricName, [values.sum, unit]]));
}

test('the metrics of a cache are its gauges, and the growth of its counters', () => {
  const later = { keyspace_hits: 15, keyspace_misses: 5, evicted_keys: 2, used_cpu_user_main_thread: 8.5 };
  expect(valuesOf(info(later), info())).toEqual({
    CPUUtilization: [3, 'Percent'],
    EngineCPUUtilization: [10, 'Percent'],
    CurrConnections: [4, 'Count'],
    DatabaseMemoryUsagePercentage: [25, 'Percent'],
    FreeableMemory: [2000, 'Bytes'],
    CacheHits: [5, 'Count'],
    CacheMisses: [1, 'Count'],
    Evictions: [2, 'Count'],
  });
});

test('the first reading of a cache shows no growth, and counters that were reset count from 0', () => {
  expect(Object.keys(valuesOf(info()))).toEqual([
    'CPUUtilization',
    'CurrConnections',
    'DatabaseMemoryUsagePercentage',
    'FreeableMemory',
  ]);
  expect(valuesOf(info({ keyspace_hits: 3 }), info())).toMatchObject({ CacheHits: [3, 'Count'] });
});

test('a cache without a limit uses a share of the machine’s memory', () => {
  expect(valuesOf(info({ maxmemory: 0 })).DatabaseMemoryUsagePercentage).toEqual([2.5, 'Percent']);
});

test('the metrics of a cache exist by cluster and by node', () => {
  const looks = { now: readCache(info(), 0), before: undefined };
  const dimensions = cacheData('store-001', looks, machine).map(({ metric }) => metric.dimensions);
  expect(dimensions).toContainEqual({ CacheClusterId: 'store-001' });
  expect(dimensions).toContainEqual({ CacheClusterId: 'store-001', CacheNodeId: '0001' });
});

test('a response that is not that of INFO is an error', () => {
  expect(() => readCache('NOAUTH Authentication required.', 0)).toThrow();
});
