import { beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseInstance } from '../../../../definition/model/data-stores.ts';
import { emptyWorkload } from '../../../../definition/testing/examples.ts';
import { sampleState } from '../../api/testing/sample-state.ts';
import { dataStoreCollector } from './collect-data-stores.ts';

const database: DatabaseInstance = {
  logicalId: 'Primary',
  identifier: 'store-primary',
  engine: 'postgres',
  port: 5432,
  parameters: {},
};
const replica = { ...database, logicalId: 'Replica', identifier: 'store-replica', sourceInstance: 'Primary' };
const cache = { logicalId: 'Redis', cacheClusterId: 'store-001', transitEncryption: true, parameters: {} };
const workload = { ...emptyWorkload, databases: [database, replica], replicationGroups: [cache] };

const info = [
  'connected_clients:2',
  'used_memory:1',
  'maxmemory:4',
  'total_system_memory:9',
  'keyspace_hits:0',
  'keyspace_misses:0',
  'evicted_keys:0',
  'used_cpu_sys_main_thread:0',
  'used_cpu_user_main_thread:0',
].join('\n');

let running: Set<string>;
let failures: unknown[];
let nowMs: number;
beforeEach(() => {
  running = new Set(['postgres', 'postgres-replica', 'redis']);
  failures = [];
  nowMs = 0;
});

/** Data stores whose containers have the services' names and use a whole CPU of four. */
function collector(answers: Readonly<Record<string, string>> = {}) {
  return dataStoreCollector({
    engine: {
      stats: async () => ({
        at: new Date(nowMs),
        cpuNanoseconds: nowMs * 1e6,
        memoryBytes: 1,
        memoryLimitBytes: 1,
        raw: undefined,
      }),
      exec: async (id) => {
        const usual: Record<string, string> = { postgres: '3\t', 'postgres-replica': '1\t0.5', redis: info };
        return { exitCode: 0, stdout: answers[id] ?? usual[id] ?? '', stderr: '' };
      },
      startExec: async () => undefined,
    },
    persisted: () => ({ cluster: sampleState, released: { workload, digest: 'd1' } }),
    container: async (service) => (running.has(service) ? service : undefined),
    machine: async () => ({ cpus: 4, freeableMemoryBytes: 5, freeStorageBytes: 6 }),
    onFailure: (error) => failures.push(error),
  });
}

describe('the metrics of data stores', () => {
  it('are those of each database and each cache of the definition, from the server that provides it', async () => {
    const data = await collector()(1000);
    const seen = data.map(({ metric, values }) => [
      metric.metricName,
      metric.dimensions.DBInstanceIdentifier ?? metric.dimensions.CacheClusterId,
      values.sum,
    ]);
    expect(seen).toContainEqual(['DatabaseConnections', 'store-primary', 3]);
    expect(seen).toContainEqual(['ReplicaLag', 'store-replica', 0.5]);
    expect(seen).toContainEqual(['DatabaseMemoryUsagePercentage', 'store-001', 25]);
    expect(seen).not.toContainEqual(['ReplicaLag', 'store-primary', expect.anything()]);
  });

  it('have the CPU of the whole machine, from the second reading on', async () => {
    const collect = collector();
    const cpuOf = async () => {
      const data = await collect(nowMs);
      return data.find(({ metric }) => metric.metricName === 'CPUUtilization')?.values.sum;
    };
    expect(await cpuOf()).toBeUndefined();
    nowMs = 60_000;
    expect(await cpuOf()).toBe(25);
  });

  it('do not exist for a server that is not running', async () => {
    running.delete('redis');
    running.delete('postgres');
    const data = await collector()(0);
    expect([...new Set(data.map(({ metric }) => metric.dimensions.DBInstanceIdentifier))]).toEqual([
      'store-replica',
    ]);
    expect(failures).toEqual([]);
  });

  it('of one that does not respond properly do not affect the others', async () => {
    const data = await collector({ postgres: '' })(0);
    expect(failures).toHaveLength(1);
    expect(data.some(({ metric }) => metric.namespace === 'AWS/ElastiCache')).toBe(true);
    expect(data.some(({ metric }) => metric.dimensions.DBInstanceIdentifier === 'store-replica')).toBe(true);
  });
});
