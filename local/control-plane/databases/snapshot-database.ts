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
  const snapshot = await beginSnapshot(parts, instance, identifier, tags);
  void finishSnapshot(parts, instance, snapshot).catch((error: unknown) =>
    parts.log.error('a snapshot could not be taken', { identifier, error }),
  );
}

async function beginSnapshot(
  parts: DatabaseParts,
  instance: LiveDatabase,
  identifier: string,
  tags: KeptSnapshot['tags'],
): Promise<KeptSnapshot> {
  const snapshot: KeptSnapshot = {
    ...{ identifier, tags, instance: instance.identifier, logicalId: instance.logicalId, status: 'creating' },
    resourceId: instance.resourceId,
    startedAtMs: parts.clock.now(),
    instanceCreatedAtMs: instance.createdAtMs,
  };
  await parts.kept.change((state) => ({ ...state, snapshots: [...state.snapshots, snapshot] }));
  await tellOfSnapshot(parts, identifier, 'creation', 'Creating manual snapshot');
  return snapshot;
}

/** Copies the data; what fails leaves a snapshot that says so, and is raised. */
async function finishSnapshot(
  parts: DatabaseParts,
  instance: LiveDatabase,
  { identifier }: KeptSnapshot,
): Promise<void> {
  const { kept, host } = parts;
  const mark = (status: KeptSnapshot['status']) =>
    kept.change((state) => ({ ...state, snapshots: state.snapshots.map(marked(identifier, status)) }));
  try {
    await host.backUp(serverOf(kept.state(), instance), snapshotPath(identifier));
  } catch (error) {
    await mark('failed');
    throw error;
  }
  await mark('available');
  await tellOfSnapshot(parts, identifier, 'creation', 'Manual snapshot created');
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

/** Ends the server of a restored instance, and deletes its data; without its final snapshot nothing is deleted. */
export async function deleteDatabase(
  parts: DatabaseParts,
  live: LiveDatabase,
  finalSnapshot?: string,
): Promise<void> {
  const { identifier } = live;
  const instance = parts.kept.state().instances.find((each) => each.identifier === identifier);
  if (instance === undefined) return;
  const snapshot =
    finalSnapshot === undefined ? undefined : await beginSnapshot(parts, live, finalSnapshot, {});
  underWay(parts, identifier, 'deleting', async () => {
    const { folder } = instance;
    if (snapshot !== undefined) await finishSnapshot(parts, live, snapshot);
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
