import { beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseInstance } from '../../../definition/model/data-stores.ts';
import { backupBefore, backupsBeyondLimit, expiredBackups, needsBackup } from './backup-plan.ts';
import { converge } from './converge.ts';
import type { ServerCondition } from './database-host.ts';
import type { DatabaseParts } from './database-parts.ts';
import type { Backup } from './database-state.ts';
import { databasesOn } from './databases.ts';
import { backUpIfNeeded, pruneArchive } from './keep-backups.ts';
import { inMemoryParts, type RecordingHost, recordingHost } from './testing/in-memory-databases.ts';

const primary: DatabaseInstance = {
  ...{ logicalId: 'Primary', identifier: 'store', engine: 'postgres', port: 5432, parameters: {} },
  settings: { backupRetentionDays: 7 },
};
const dayMs = 24 * 3600_000;

let host: RecordingHost;
let parts: DatabaseParts;
let now: number;
beforeEach(() => {
  now = 1_800_000_000_000;
  host = recordingHost();
  parts = inMemoryParts(
    () => [primary],
    () => now,
    host,
  );
});

function backup(day: number, change: Partial<Backup> = {}): Backup {
  const at = day * dayMs;
  return {
    ...{ id: `day-${day}`, folder: 'primary', startedAtMs: at, endedAtMs: at + 1000 },
    ...{ firstSegment: `00000001000000000000000${day % 10}`, sizeKiB: 1000 },
    ...change,
  };
}

describe('the backups that are kept', () => {
  const ids = (backups: readonly Backup[]) => backups.map(({ id }) => id);

  it('are made each day, and sooner when much was written', () => {
    expect(needsBackup([], 0, 0)).toBe(true);
    expect(needsBackup([backup(1)], 1.5 * dayMs, 0)).toBe(false);
    expect(needsBackup([backup(1)], 2 * dayMs, 0)).toBe(true);
    expect(needsBackup([backup(1)], 1.5 * dayMs, 256 * 1024)).toBe(true);
  });

  it('are those from which any time of the retention can be restored', () => {
    const all = [backup(3), backup(1), backup(2), backup(9)];
    expect(ids(expiredBackups(all, 9.5 * dayMs, 7))).toEqual(['day-1']);
    expect(ids(expiredBackups(all, 5 * dayMs, 7))).toEqual([]);
    expect(ids(expiredBackups([backup(1)], 90 * dayMs, 7))).toEqual([]);
  });

  it('are fewer where they and the WAL take too much of the disk, the newest aside', () => {
    const large = 3 * 1024 * 1024;
    expect(ids(backupsBeyondLimit([backup(2), backup(1)], 0))).toEqual([]);
    expect(ids(backupsBeyondLimit([backup(2), backup(1)], large))).toEqual(['day-1']);
    expect(ids(backupsBeyondLimit([backup(1)], large))).toEqual([]);
  });

  it('serve a time that is not before them', () => {
    const all = [backup(1), backup(3), backup(2)];
    expect(backupBefore(all, 2.5 * dayMs)?.id).toBe('day-2');
    expect(backupBefore(all, undefined)?.id).toBe('day-3');
    expect(backupBefore(all, dayMs)).toBeUndefined();
  });
});

describe('the archive', () => {
  it('loses backups and WAL that its retention does not ask for', async () => {
    await parts.kept.change((state) => ({ ...state, backups: [backup(1), backup(2), backup(8)] }));
    now = 10 * dayMs;
    host.walKiB = 500;
    expect(await pruneArchive(parts)).toBe(500);
    expect(host.calls).toEqual([
      'delete archived primary/backups/day-1',
      'prune primary/wal 000000010000000000000002',
    ]);
    expect(parts.kept.state().backups.map(({ id }) => id)).toEqual(['day-2', 'day-8']);
  });

  it('has no backup of a server that is not ready', async () => {
    host.conditions.set('postgres', { state: 'starting' });
    expect(await backUpIfNeeded(parts, 0)).toBe(false);
    expect(parts.kept.state().events).toEqual([]);
  });
});

describe('a restored instance', () => {
  const restore = async () => {
    await backUpIfNeeded(parts, 0);
    await databasesOn(parts).restore({ kind: 'time', instance: 'store', atMs: undefined }, 'restored');
  };
  const statusOf = async (identifier: string) =>
    (await databasesOn(parts).instances()).find((each) => each.identifier === identifier)?.status;

  it('that becomes available while it is looked at is not said to be damaged', async () => {
    const look = Promise.withResolvers<ServerCondition>();
    await restore();
    host.condition = (server) =>
      'folder' in server && parts.busy.size > 0 ? look.promise : Promise.resolve({ state: 'ready' });
    const status = statusOf('restored');
    look.resolve({ state: 'ready' });
    await expect.poll(() => parts.busy.size).toBe(0);
    expect(await status).not.toBe('incompatible-restore');
    expect(await statusOf('restored')).toBe('available');
  });

  it('has a server again after the environment was stopped, with the data that it has', async () => {
    await restore();
    await expect.poll(() => statusOf('restored')).toBe('available');
    const [{ folder = '' } = {}] = host.restored;
    host.conditions.delete(folder);
    await converge(parts);
    await expect.poll(() => statusOf('restored')).toBe('available');
    expect(host.restored.at(-1)).toEqual({ folder, identifier: 'restored' });
  });

  it('serves as the primary again after a crash in the middle of the change of names', async () => {
    await restore();
    await expect.poll(() => statusOf('restored')).toBe('available');
    const [{ folder = '' } = {}] = host.restored;
    await parts.kept.change((state) => ({
      ...state,
      instances: [],
      served: { folder, resourceId: 'db-1', createdAtMs: 0 },
    }));
    await converge(parts);
    expect(host.calls.slice(-2)).toEqual([`remove ${folder}`, `serve ${folder}`]);
  });

  it('nothing is done at the start of an environment without restored instances', async () => {
    await converge(parts);
    expect(host.calls).toEqual([]);
  });
});
