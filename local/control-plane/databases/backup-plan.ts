import type { Backup } from './database-state.ts';

const dayMs = 24 * 3600 * 1000;
const mebibyte = 1024;

/**
 * As much of a folder's archive is kept as the retention says, and no more than this: a developer's disk is not RDS's.
 * The newest backup stays in any case.
 */
export const archiveLimitKiB = 2048 * mebibyte;
/** RDS makes a backup each day; after so much WAL, a restore would take long before that. */
const walPerBackupKiB = 256 * mebibyte;

/** Whether a folder needs a new backup: it has none, its last one is a day old, or much was written since. */
export function needsBackup(backups: readonly Backup[], nowMs: number, walKiB: number): boolean {
  const last = newest(backups);
  return last === undefined || nowMs - last.startedAtMs >= dayMs || walKiB >= walPerBackupKiB;
}

/** The backups of a folder that are not needed any more to restore a time of its retention. */
export function expiredBackups(
  backups: readonly Backup[],
  nowMs: number,
  retentionDays: number,
): readonly Backup[] {
  const ordered = backups.toSorted((a, b) => a.endedAtMs - b.endedAtMs);
  const first = ordered.findLastIndex(({ endedAtMs }) => endedAtMs <= nowMs - retentionDays * dayMs);
  return ordered.slice(0, Math.max(first, 0));
}

/** The backups of a folder to do without, oldest first, where its archive has become too large. */
export function backupsBeyondLimit(backups: readonly Backup[], walKiB: number): readonly Backup[] {
  const ordered = backups.toSorted((a, b) => a.endedAtMs - b.endedAtMs);
  const total = walKiB + ordered.reduce((sum, { sizeKiB }) => sum + sizeKiB, 0);
  return total > archiveLimitKiB ? ordered.slice(0, ordered.length === 1 ? 0 : 1) : [];
}

/** The newest backup from which a time can be restored; undefined where all are later. */
export function backupBefore(backups: readonly Backup[], atMs: number | undefined): Backup | undefined {
  return newest(backups.filter(({ endedAtMs }) => atMs === undefined || endedAtMs <= atMs));
}

function newest(backups: readonly Backup[]): Backup | undefined {
  return backups.toSorted((a, b) => a.endedAtMs - b.endedAtMs).at(-1);
}
