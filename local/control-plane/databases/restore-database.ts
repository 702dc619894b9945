import { Failure } from '../../../failure/failure.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { RestoreOrigin } from '../model/databases.ts';
import { backupBefore } from './backup-plan.ts';
import type { ServerName } from './database-host.ts';
import { type DatabaseParts, definedPrimary, tellOf, underWay } from './database-parts.ts';
import type { KeptInstance } from './database-state.ts';

/** Recovery reads at most what was written since the last backup. */
const restoreTimeoutMs = 30 * 60_000;

interface Plan {
  readonly logicalId: string;
  readonly restore: NonNullable<KeptInstance['restore']>;
  /** What is archived before it begins. */
  readonly before?: { readonly server: ServerName; readonly wal: string };
  readonly message: string;
}

/** Makes a new instance of what an instance was at a time, or of a snapshot. */
export async function restoreDatabase(
  parts: DatabaseParts,
  origin: RestoreOrigin,
  identifier: string,
): Promise<void> {
  const plan =
    origin.kind === 'time' ? planTime(parts, origin, identifier) : planSnapshot(parts, origin.snapshot);
  const resourceId = parts.newResourceId();
  const instance: KeptInstance = {
    ...{ identifier, resourceId, logicalId: plan.logicalId, restore: plan.restore },
    folder: resourceId.toLowerCase(),
    createdAtMs: parts.clock.now(),
  };
  await parts.kept.change((state) => ({ ...state, instances: [...state.instances, instance] }));
  underWay(parts, identifier, 'creating', async () => {
    if (plan.before !== undefined) await parts.host.endSegment(plan.before.server, plan.before.wal);
    await startInstance(parts, instance);
    await tellOf(parts, identifier, 'restoration', plan.message);
  });
}

/** Starts the server of an instance beside the primary, and waits until it is restored. Raises `DATABASE_NOT_RESTORED`. */
export async function startInstance(parts: DatabaseParts, instance: KeptInstance): Promise<void> {
  const { host, kept, clock, signal } = parts;
  const { folder, identifier, restore } = instance;
  await host.removeServer(folder);
  await host.startRestored({ folder, identifier, ...(restore === undefined ? {} : { restore }) });
  await waitUntil(
    { what: `${identifier} to be restored`, timeoutMs: restoreTimeoutMs, everyMs: 300, clock, signal },
    async () => {
      const { state } = await host.condition({ folder });
      if (state === 'ready') return true;
      if (state === 'starting') return undefined;
      const said = await host.lastLines(folder);
      throw new Failure('DATABASE_NOT_RESTORED', `The server of ${identifier} ended: ${said}`);
    },
  );
  await kept.change((state) => ({
    ...state,
    instances: state.instances.map((each) => restored(each, folder)),
  }));
}

/** Without the way to its data: it has it. */
function restored(instance: KeptInstance, folder: string): KeptInstance {
  if (instance.folder !== folder) return instance;
  const { restore: _, ...others } = instance;
  return others;
}

function planTime(
  parts: DatabaseParts,
  { instance, atMs }: Extract<RestoreOrigin, { kind: 'time' }>,
  identifier: string,
): Plan {
  const { backups, served } = parts.kept.state();
  const primary = definedPrimary(parts);
  const folder = primary?.identifier === instance ? served?.folder : undefined;
  const backup = backupBefore(
    backups.filter((each) => each.folder === folder),
    atMs,
  );
  if (folder === undefined || backup === undefined || primary === undefined) {
    throw new Failure(
      'DATABASE_WITHOUT_BACKUP',
      `There is no backup of ${instance} from which it can be restored.`,
    );
  }
  const wal = walOf(folder);
  return {
    logicalId: primary.logicalId,
    restore: { backup: backupPath(backup), wal, ...(atMs === undefined ? {} : { atMs }) },
    before: { server: { service: 'postgres' }, wal },
    message: `Restored from DB instance ${instance} to ${identifier}.`,
  };
}

function planSnapshot({ kept }: DatabaseParts, identifier: string): Plan {
  const snapshot = kept.state().snapshots.find((each) => each.identifier === identifier);
  if (snapshot === undefined)
    throw new Failure('DATABASE_WITHOUT_BACKUP', `There is no snapshot ${identifier}.`);
  return {
    logicalId: snapshot.logicalId,
    restore: { backup: snapshotPath(identifier) },
    message: `Restored from snapshot ${identifier}.`,
  };
}

/** Where the archive has the WAL, a backup and a snapshot. */
export function walOf(folder: string): string {
  return `${folder}/wal`;
}

export function backupPath({ folder, id }: { readonly folder: string; readonly id: string }): string {
  return `${folder}/backups/${id}`;
}

export function snapshotPath(identifier: string): string {
  return `snapshots/${identifier}`;
}
