import { backupsBeyondLimit, expiredBackups, needsBackup } from './backup-plan.ts';
import { type DatabaseParts, definedPrimary, tellOf } from './database-parts.ts';
import type { Backup } from './database-state.ts';
import { backupPath, walOf } from './restore-database.ts';

const pauseMs = 5000;
/** How often the archive is measured and what is expired is deleted. */
const measuredEveryMs = 10 * 60_000;

/**
 * Backs the primary up, and deletes what its retention does not ask for. The first backup waits for `isReleased`, so that
 * it does not slow the first start down.
 */
export async function keepBackups(parts: DatabaseParts, isReleased: () => boolean): Promise<void> {
  const { clock, signal, log } = parts;
  let measuredAtMs = clock.now();
  let walKiB = 0;
  while (!signal.aborted) {
    await clock.sleep(pauseMs, signal);
    try {
      if (clock.now() - measuredAtMs >= measuredEveryMs) {
        walKiB = await pruneArchive(parts);
        measuredAtMs = clock.now();
      }
      if (isReleased() && (await backUpIfNeeded(parts, walKiB))) walKiB = 0;
    } catch (error) {
      if (!signal.aborted) log.warn('the database could not be backed up', { error });
    }
  }
}

/** Backs the primary up where it needs a backup; gives whether it did. */
export async function backUpIfNeeded(parts: DatabaseParts, walKiB: number): Promise<boolean> {
  const { kept, clock, host, busy } = parts;
  const { served, backups } = kept.state();
  const primary = definedPrimary(parts);
  if (served === null || primary === undefined || retentionOf(parts) === 0) return false;
  const { folder } = served;
  const own = backups.filter((backup) => backup.folder === folder);
  if (busy.has(primary.identifier) || !needsBackup(own, clock.now(), walKiB)) return false;
  if ((await host.condition({ service: 'postgres' })).state !== 'ready') return false;
  const startedAtMs = clock.now();
  const id = new Date(startedAtMs).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  await tellOf(parts, primary.identifier, 'backup', 'Backing up DB instance');
  const written = await host.backUp({ service: 'postgres' }, backupPath({ folder, id }), walOf(folder));
  const backup: Backup = { id, folder, startedAtMs, endedAtMs: clock.now(), ...written };
  await kept.change((state) => ({ ...state, backups: [...state.backups, backup] }));
  await tellOf(parts, primary.identifier, 'backup', 'Finished DB instance backup');
  return true;
}

/** Deletes what has expired, and gives the size of the WAL since the last backup in KiB. */
export async function pruneArchive(parts: DatabaseParts): Promise<number> {
  const { kept, clock } = parts;
  const { served, backups } = kept.state();
  const own = backups.filter(({ folder }) => folder === served?.folder);
  if (served === null || own.length === 0) return 0;
  await forget(parts, expiredBackups(own, clock.now(), retentionOf(parts)));
  const walKiB = await pruneWal(parts, served.folder);
  const beyond = backupsBeyondLimit(ownOf(parts, served.folder), walKiB);
  await forget(parts, beyond);
  return beyond.length === 0 ? walKiB : await pruneWal(parts, served.folder);
}

function ownOf({ kept }: DatabaseParts, folder: string): readonly Backup[] {
  return kept.state().backups.filter((backup) => backup.folder === folder);
}

async function pruneWal(parts: DatabaseParts, folder: string): Promise<number> {
  const [first] = ownOf(parts, folder)
    .map(({ firstSegment }) => firstSegment)
    .toSorted();
  return first === undefined ? 0 : await parts.host.pruneWal(walOf(folder), first);
}

async function forget({ kept, host }: DatabaseParts, backups: readonly Backup[]): Promise<void> {
  if (backups.length === 0) return;
  await kept.change((state) => ({
    ...state,
    backups: state.backups.filter((each) => !backups.includes(each)),
  }));
  await host.deleteArchived(backups.map(backupPath));
}

/** Days; RDS's default is one. */
function retentionOf(parts: DatabaseParts): number {
  return definedPrimary(parts)?.settings?.backupRetentionDays ?? 1;
}
