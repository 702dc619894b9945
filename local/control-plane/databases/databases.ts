import type { Databases } from '../model/databases.ts';
import type { DatabaseParts } from './database-parts.ts';
import { liveDatabases } from './live-databases.ts';
import { rebootDatabase } from './reboot-database.ts';
import { renameDatabase } from './rename-database.ts';
import { restoreDatabase } from './restore-database.ts';
import { deleteDatabase, deleteSnapshot, snapshotDatabase } from './snapshot-database.ts';

/** The databases on their servers. */
export function databasesOn(parts: DatabaseParts): Databases {
  const { kept } = parts;
  return {
    instances: () => liveDatabases(parts),
    snapshots: () => kept.state().snapshots.map((snapshot) => ({ ...snapshot, kind: 'manual' as const })),
    events: () => kept.state().events,
    createSnapshot: (instance, identifier, tags) =>
      snapshotDatabase(parts, instance, identifier, { ...tags }),
    deleteSnapshot: (identifier) => deleteSnapshot(parts, identifier),
    restore: (origin, identifier) => restoreDatabase(parts, origin, identifier),
    reboot: async (instance, how) => rebootDatabase(parts, instance, how),
    rename: (instance, identifier) => renameDatabase(parts, instance, identifier),
    delete: (instance, finalSnapshot) => deleteDatabase(parts, instance, finalSnapshot),
  };
}
