import type { LiveDatabase } from '../model/databases.ts';
import type { ServerName } from './database-host.ts';
import { type DatabaseParts, tell, underWay } from './database-parts.ts';
import type { DatabaseState, KeptSnapshot } from './database-state.ts';
import { snapshotPath } from './restore-database.ts';

/** Copies an instance as it is now. */
export async function snapshotDatabase(
  parts: DatabaseParts,
  instance: LiveDatabase,
  identifier: string,
  tags: KeptSnapshot['tags'],
): Promise<void> {
  const { kept, clock, host } = parts;
  const snapshot: KeptSnapshot = {
    ...{ identifier, tags, instance: instance.identifier, logicalId: instance.logicalId, status: 'creating' },
    resourceId: instance.resourceId,
    startedAtMs: clock.now(),
    instanceCreatedAtMs: instance.createdAtMs,
  };
  await kept.change((state) => ({ ...state, snapshots: [...state.snapshots, snapshot] }));
  await tellOfSnapshot(parts, identifier, 'creation', 'Creating manual snapshot');
  void host
    .backUp(serverOf(kept.state(), instance), snapshotPath(identifier))
    .then(async () => {
      await kept.change((state) => ({
        ...state,
        snapshots: state.snapshots.map(marked(identifier, 'available')),
      }));
      await tellOfSnapshot(parts, identifier, 'creation', 'Manual snapshot created');
    })
    .catch(async (error: unknown) => {
      parts.log.error('a snapshot could not be taken', { identifier, error });
      await kept.change((state) => ({
        ...state,
        snapshots: state.snapshots.map(marked(identifier, 'failed')),
      }));
    })
    .catch(() => undefined);
}

/** Deletes a snapshot with its copy of the data. */
export async function deleteSnapshot(parts: DatabaseParts, identifier: string): Promise<void> {
  await parts.host.deleteArchived([snapshotPath(identifier)]);
  await parts.kept.change((state) => ({
    ...state,
    snapshots: state.snapshots.filter((each) => each.identifier !== identifier),
  }));
  await tellOfSnapshot(parts, identifier, 'deletion', 'Deleted user snapshot');
}

/** Ends the server of a restored instance, and deletes its data. */
export async function deleteDatabase(parts: DatabaseParts, { identifier }: LiveDatabase): Promise<void> {
  const instance = parts.kept.state().instances.find((each) => each.identifier === identifier);
  if (instance === undefined) return;
  underWay(parts, identifier, 'deleting', async () => {
    const { folder } = instance;
    await parts.host.removeServer(folder);
    await parts.kept.change((state) => ({
      ...state,
      instances: state.instances.filter((each) => each.folder !== folder),
      backups: state.backups.filter((each) => each.folder !== folder),
    }));
    await parts.host.deleteData(folder);
    await parts.host.deleteArchived([folder]);
    await tell(parts, {
      ...{ source: identifier, sourceType: 'db-instance', categories: ['deletion'] },
      message: 'DB instance deleted',
    });
  });
}

/** The server of an instance. */
export function serverOf({ instances }: DatabaseState, { identifier, source }: LiveDatabase): ServerName {
  const folder = instances.find((each) => each.identifier === identifier)?.folder;
  if (folder !== undefined) return { folder };
  return { service: source === undefined ? 'postgres' : 'postgres-replica' };
}

function marked(identifier: string, status: KeptSnapshot['status']) {
  return (each: KeptSnapshot): KeptSnapshot => (each.identifier === identifier ? { ...each, status } : each);
}

async function tellOfSnapshot(
  parts: DatabaseParts,
  source: string,
  category: string,
  message: string,
): Promise<void> {
  await tell(parts, { source, sourceType: 'db-snapshot', categories: [category], message });
}
