import type { DatabaseInstance } from '../../../../definition/model/data-stores.ts';
import type { DatabaseHost, RestoredServer, ServerCondition, ServerName } from '../database-host.ts';
import type { DatabaseParts } from '../database-parts.ts';
import { initialDatabaseState } from '../database-state.ts';
import { keptInMemory } from '../kept-databases.ts';

/** Servers that do everything at once, and write down what they were asked for. */
export interface RecordingHost extends DatabaseHost {
  readonly calls: string[];
  /** The condition of servers, by the service or the folder; the services run from the start. */
  readonly conditions: Map<string, ServerCondition>;
  readonly restored: RestoredServer[];
  /** How much WAL is archived. */
  walKiB: number;
}

export function recordingHost(): RecordingHost {
  const conditions = new Map<string, ServerCondition>([
    ['postgres', { state: 'ready', hostPort: 5432 }],
    ['postgres-replica', { state: 'ready', hostPort: 5433 }],
  ]);
  const calls: string[] = [];
  const restored: RestoredServer[] = [];
  const nameOf = (server: ServerName) => ('service' in server ? server.service : server.folder);
  const called = async (...words: readonly string[]) => void calls.push(words.join(' '));
  const host: RecordingHost = {
    ...{ calls, conditions, restored },
    walKiB: 0,
    condition: async (server) => conditions.get(nameOf(server)) ?? { state: 'absent' },
    lastLines: async () => 'FATAL: recovery ended',
    backUp: async (server, target, wal) => {
      await called('back up', nameOf(server), target, ...(wal === undefined ? [] : [wal]));
      return { firstSegment: '000000010000000000000004', sizeKiB: 1000 };
    },
    endSegment: (server, wal) => called('end segment', nameOf(server), wal),
    pruneWal: async (wal, firstSegment) => {
      await called('prune', wal, firstSegment);
      return host.walKiB;
    },
    deleteArchived: async (paths) => {
      if (paths.length > 0) await called('delete archived', ...paths);
    },
    startRestored: async (server) => {
      await called('start', server.folder);
      restored.push(server);
      conditions.set(server.folder, { state: 'ready', hostPort: 40_000 + restored.length });
    },
    removeServer: async (folder) => {
      if (conditions.delete(folder)) await called('remove', folder);
    },
    deleteData: (folder) => called('delete data', folder),
    restart: (server, how) => called('restart', nameOf(server), how),
    serve: async (folder) => {
      await called('serve', folder ?? 'nothing');
      conditions.set(
        'postgres',
        folder === undefined ? { state: 'starting' } : { state: 'ready', hostPort: 5432 },
      );
    },
    copyReplicaAnew: () => called('copy replica'),
  };
  return host;
}

/** The parts of databases in memory, at the time that `now` gives. */
export function inMemoryParts(
  defined: () => readonly DatabaseInstance[],
  now: () => number,
  host: DatabaseHost = recordingHost(),
): DatabaseParts {
  let made = 0;
  const newResourceId = () => {
    made += 1;
    return `db-${String(made).padStart(26, '0')}`;
  };
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return {
    host,
    defined,
    newResourceId,
    kept: keptInMemory(initialDatabaseState(newResourceId(), now())),
    busy: new Map(),
    clock: { now, sleep: async () => undefined },
    log: silent,
    signal: new AbortController().signal,
  };
}
