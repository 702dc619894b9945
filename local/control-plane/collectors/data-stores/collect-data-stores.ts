import type { DatabaseInstance, ReplicationGroup } from '../../../../definition/model/data-stores.ts';
import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import { postgresServer } from '../../../database/postgres-server.ts';
import type { Engine } from '../../../docker/engine.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { readContainer } from '../usage/read-usage.ts';
import type { ContainerReading } from '../usage/task-span.ts';
import { type CacheReading, cacheData, readCache } from './cache-data.ts';
import { databaseData, databaseQuery, type MachineReading, readDatabase } from './database-data.ts';

export interface DataStoreOptions {
  readonly engine: Pick<Engine, 'stats' | 'exec' | 'startExec'>;
  readonly persisted: () => PersistedState;
  /** The container that provides a data store; undefined while it does not run. */
  readonly container: (service: 'postgres' | 'postgres-replica' | 'redis') => Promise<string | undefined>;
  readonly machine: () => Promise<Omit<MachineReading, 'cpuPercent'> & { readonly cpus: number }>;
  /** Told of each data store that cannot be read; the others are. */
  readonly onFailure: (error: unknown) => void;
}

/** What was seen at the last look. */
interface Memory {
  readonly cpu: Map<string, ContainerReading>;
  readonly caches: Map<string, CacheReading>;
}

/**
 * The metrics of the definition's databases and caches at one moment. Each look costs one short command in the
 * container of each data store; one that does not run has no data.
 */
export function dataStoreCollector(
  options: DataStoreOptions,
): (atMs: number) => Promise<readonly MetricDatum[]> {
  const memory: Memory = { cpu: new Map(), caches: new Map() };
  return async (atMs) => {
    const { databases = [], replicationGroups = [] } = options.persisted().released?.workload ?? {};
    const works = [
      ...databases.map((database) => () => lookAtDatabase(database, atMs, memory, options)),
      ...replicationGroups.map((group) => () => lookAtCache(group, atMs, memory, options)),
    ];
    const data: MetricDatum[] = [];
    // One after another: none is in a hurry.
    for (const work of works) {
      data.push(
        ...(await work().catch((error: unknown) => {
          options.onFailure(error);
          return [];
        })),
      );
    }
    return data;
  };
}

async function lookAtDatabase(
  { identifier, sourceInstance }: DatabaseInstance,
  atMs: number,
  memory: Memory,
  options: DataStoreOptions,
): Promise<readonly MetricDatum[]> {
  const id = await options.container(sourceInstance === undefined ? 'postgres' : 'postgres-replica');
  if (id === undefined) return [];
  const machine = await machineOf(id, memory, options);
  const rows = await postgresServer(options.engine, id).run('postgres', databaseQuery);
  return databaseData(identifier, readDatabase(rows), machine, atMs);
}

async function lookAtCache(
  { cacheClusterId }: ReplicationGroup,
  atMs: number,
  memory: Memory,
  options: DataStoreOptions,
): Promise<readonly MetricDatum[]> {
  const id = cacheClusterId === undefined ? undefined : await options.container('redis');
  if (id === undefined || cacheClusterId === undefined) return [];
  const machine = await machineOf(id, memory, options);
  const { stdout } = await options.engine.exec(id, ['sh', '/data-stores/redis/cli.sh', 'info']);
  const now = readCache(stdout, atMs);
  const before = memory.caches.get(cacheClusterId);
  memory.caches.set(cacheClusterId, now);
  return cacheData(cacheClusterId, { now, before }, machine);
}

/** The CPU is that of the container since the last look, as a share of all of the machine's. */
async function machineOf(
  containerId: string,
  { cpu }: Memory,
  { engine, machine }: DataStoreOptions,
): Promise<MachineReading> {
  const { cpus, ...rest } = await machine();
  const [now] = await readContainer(engine, containerId);
  const before = cpu.get(containerId);
  if (now !== undefined) cpu.set(containerId, now);
  if (now === undefined || before === undefined || now.atMs <= before.atMs) return rest;
  const usedMs = Math.max(0, now.cpuNanoseconds - before.cpuNanoseconds) / 1e6;
  return { ...rest, cpuPercent: (usedMs / (now.atMs - before.atMs) / cpus) * 100 };
}
