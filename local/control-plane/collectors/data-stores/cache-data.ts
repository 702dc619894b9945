import { z } from 'zod';
import { type MetricDatum, observed } from '../../../cloudwatch/metrics/metric.ts';
import { datum } from '../statistics.ts';
import type { MachineReading } from './database-data.ts';

/** What Redis says of itself; counters since it started. */
export interface CacheReading {
  readonly connections: number;
  readonly usedMemoryBytes: number;
  readonly memoryLimitBytes: number;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
  /** CPU time of the thread that carries out commands. */
  readonly engineCpuSeconds: number;
  readonly atMs: number;
}

const infoSchema = z.object({
  connected_clients: z.coerce.number(),
  used_memory: z.coerce.number(),
  maxmemory: z.coerce.number(),
  total_system_memory: z.coerce.number(),
  keyspace_hits: z.coerce.number(),
  keyspace_misses: z.coerce.number(),
  evicted_keys: z.coerce.number(),
  used_cpu_sys_main_thread: z.coerce.number(),
  used_cpu_user_main_thread: z.coerce.number(),
});

/**
 * Reads the answer to `INFO`. Without a limit of its own Redis may use the whole machine's memory. The connection that
 * asks is not counted.
 * @see https://redis.io/docs/latest/commands/info/
 */
export function readCache(text: string, atMs: number): CacheReading {
  const pairs = text.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
  });
  const info = infoSchema.parse(Object.fromEntries(pairs));
  return {
    connections: Math.max(0, info.connected_clients - 1),
    usedMemoryBytes: info.used_memory,
    memoryLimitBytes: info.maxmemory > 0 ? info.maxmemory : info.total_system_memory,
    hits: info.keyspace_hits,
    misses: info.keyspace_misses,
    evictions: info.evicted_keys,
    engineCpuSeconds: info.used_cpu_sys_main_thread + info.used_cpu_user_main_thread,
    atMs,
  };
}

/**
 * ElastiCache's metrics of a node, by cluster and by node. There are no replicas here, so there is no
 * `ReplicationLag`.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 */
export function cacheData(
  cacheClusterId: string,
  looks: { readonly now: CacheReading; readonly before: CacheReading | undefined },
  machine: MachineReading,
): readonly MetricDatum[] {
  const { now, before } = looks;
  const since = before === undefined ? undefined : growth(before, now);
  const ids = { CacheClusterId: cacheClusterId };
  return [ids, { ...ids, CacheNodeId: '0001' }].flatMap((dimensions) => {
    const place = { namespace: 'AWS/ElastiCache', dimensions, atMs: now.atMs };
    const gauge = (name: string, unit: string, value: number | undefined) =>
      value === undefined ? [] : datum(place, name, unit, observed(value));
    return [
      ...gauge('CPUUtilization', 'Percent', machine.cpuPercent),
      ...gauge('EngineCPUUtilization', 'Percent', since?.engineCpuPercent),
      ...gauge('CurrConnections', 'Count', now.connections),
      ...gauge(
        'DatabaseMemoryUsagePercentage',
        'Percent',
        percent(now.usedMemoryBytes, now.memoryLimitBytes),
      ),
      ...gauge('FreeableMemory', 'Bytes', machine.freeableMemoryBytes),
      ...gauge('CacheHits', 'Count', since?.hits),
      ...gauge('CacheMisses', 'Count', since?.misses),
      ...gauge('Evictions', 'Count', since?.evictions),
    ];
  });
}

/** Since the last look; a counter that is smaller than before began again with the server. */
function growth(before: CacheReading, now: CacheReading) {
  const grown = (name: 'hits' | 'misses' | 'evictions' | 'engineCpuSeconds') =>
    now[name] < before[name] ? now[name] : now[name] - before[name];
  const seconds = (now.atMs - before.atMs) / 1000;
  return {
    hits: grown('hits'),
    misses: grown('misses'),
    evictions: grown('evictions'),
    engineCpuPercent: seconds > 0 ? percent(grown('engineCpuSeconds'), seconds) : undefined,
  };
}

function percent(part: number, whole: number): number {
  return whole > 0 ? (part / whole) * 100 : 0;
}
