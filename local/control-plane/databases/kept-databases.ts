import { join } from 'node:path';
import type { Clock } from '../../../time/clock.ts';
import { readStateFile, writeStateFile } from '../../environment/state-file.ts';
import { type DatabaseState, databaseStateSchema, initialDatabaseState } from './database-state.ts';

/** The state of the databases, each change of which is on disk before it is answered. */
export interface KeptDatabases {
  state(): DatabaseState;
  change(change: (state: DatabaseState) => DatabaseState): Promise<void>;
}

/** The state as the last process left it. Raises `STATE_UNREADABLE`. */
export async function openKeptDatabases(
  dataFolder: string,
  { clock, newResourceId }: { readonly clock: Clock; readonly newResourceId: () => string },
): Promise<KeptDatabases> {
  const path = join(dataFolder, 'databases.json');
  const read = await readStateFile(path, databaseStateSchema);
  const kept = keptInMemory(read ?? initialDatabaseState(newResourceId(), clock.now()), (state) =>
    writeStateFile(path, state),
  );
  if (read === undefined) await kept.change((state) => ({ ...state }));
  return kept;
}

/** The same on any place to keep it. */
export function keptInMemory(
  initial: DatabaseState,
  save: (state: DatabaseState) => Promise<void> = async () => undefined,
): KeptDatabases {
  let current = initial;
  let saving: Promise<void> = Promise.resolve();
  return {
    state: () => current,
    change: async (change) => {
      current = change(current);
      // One write after the other, each of the newest state.
      const written = saving.then(() => save(current));
      saving = written.catch(() => undefined);
      await written;
    },
  };
}
