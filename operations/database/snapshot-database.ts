import type { RDS } from '../../aws/rds-types.ts';
import { Failure } from '../../failure/failure.ts';
import { systemClock } from '../../time/clock.ts';
import { waitUntil } from '../../time/wait-until.ts';
import { awsCommand } from '../aws-command.ts';
import type { DatabaseWatch } from './await-database.ts';

/** A snapshot that can be restored. */
export interface TakenSnapshot {
  readonly identifier: string;
  readonly instance: string;
  readonly createdAt: string;
}

const hours = 3600_000;

/** Takes a snapshot of an instance, and waits until it can be restored. Raises `SNAPSHOT_FAILED`. */
export async function takeSnapshot(
  rds: RDS,
  instance: string,
  identifier: string,
  { everyMs, signal, onStatus, clock = systemClock }: DatabaseWatch,
): Promise<TakenSnapshot> {
  await rds.createDBSnapshot({ DBInstanceIdentifier: instance, DBSnapshotIdentifier: identifier });
  const wait = { what: `the snapshot ${identifier}`, timeoutMs: 6 * hours, everyMs, signal, clock };
  return await waitUntil(wait, async () => {
    const { DBSnapshots = [] } = await rds.describeDBSnapshots({ DBSnapshotIdentifier: identifier });
    const [{ Status = '', PercentProgress, SnapshotCreateTime } = {}] = DBSnapshots;
    if (Status === 'failed') {
      const deletion = ['rds', 'delete-db-snapshot', '--db-snapshot-identifier', identifier];
      throw new Failure('SNAPSHOT_FAILED', `The snapshot ${identifier} of ${instance} failed`, {
        hint: `Delete it, and try again: ${await awsCommand(rds, deletion)}`,
      });
    }
    if (Status !== 'available') return void onStatus(`${Status} ${PercentProgress ?? 0} %`);
    return { identifier, instance, createdAt: SnapshotCreateTime?.toISOString() ?? '' };
  });
}
