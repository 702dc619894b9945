import type { DBInstance, RDS } from '../../aws/rds-types.ts';
import { isNamed } from '../../failure/error-name.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { awsCommand } from '../aws-command.ts';
import { awaitDatabase, type DatabaseWatch } from './await-database.ts';
import { type DatabaseSummary, summaryOf } from './database-summary.ts';
import { settingsOf } from './instance-settings.ts';

/** What an instance is restored to: a time, the latest one, or a snapshot. */
export type RestoreTo =
  | { readonly kind: 'time'; readonly at: Date }
  | { readonly kind: 'latest' }
  | { readonly kind: 'snapshot'; readonly snapshot: string };

/**
 * Restores an instance into a new one beside it, and waits until that is available. RDS gives a new instance the default
 * security and parameter groups, so that those of the source are named. Raises `SNAPSHOT_UNKNOWN`, and `NOT_RESTORABLE` for a time
 * of which there is no backup.
 */
export async function restoreDatabase(
  rds: RDS,
  source: DBInstance,
  request: { readonly to: RestoreTo; readonly identifier: string },
  watch: DatabaseWatch,
): Promise<DatabaseSummary> {
  const { to, identifier } = request;
  const settings = {
    ...settingsOf(source),
    DBSubnetGroupName: source.DBSubnetGroup?.DBSubnetGroupName,
  };
  if (to.kind === 'snapshot') {
    await restoreSnapshot(rds, to.snapshot, { ...settings, DBInstanceIdentifier: identifier });
  } else {
    const time = to.kind === 'latest' ? { UseLatestRestorableTime: true } : { RestoreTime: to.at };
    const ends = {
      SourceDBInstanceIdentifier: source.DBInstanceIdentifier,
      TargetDBInstanceIdentifier: identifier,
    };
    await rds.restoreDBInstanceToPointInTime({ ...settings, ...ends, ...time }).catch((error: unknown) => {
      throw isNamed(error, ...outOfWindow) ? notRestorable(error) : error;
    });
  }
  return summaryOf(await awaitDatabase(rds, identifier, watch));
}

/** What RDS answers for a time of which it has no backup. */
const outOfWindow = ['InvalidRestoreFault', 'InvalidParameterValue', 'InvalidParameterValueException'];

function notRestorable({ message }: Error) {
  return wrongUsage(
    'NOT_RESTORABLE',
    message,
    'Give a time within the backups, --at latest, or a snapshot: --snapshot NAME.',
  );
}

async function restoreSnapshot(
  rds: RDS,
  DBSnapshotIdentifier: string,
  instance: Omit<Parameters<RDS['restoreDBInstanceFromDBSnapshot']>[0], 'DBSnapshotIdentifier'>,
): Promise<void> {
  try {
    await rds.restoreDBInstanceFromDBSnapshot({ ...instance, DBSnapshotIdentifier });
  } catch (error) {
    if (!isNamed(error, 'DBSnapshotNotFoundFault')) throw error;
    const list = ['rds', 'describe-db-snapshots', '--query', "'DBSnapshots[].DBSnapshotIdentifier'"];
    throw wrongUsage(
      'SNAPSHOT_UNKNOWN',
      `There is no snapshot ${DBSnapshotIdentifier}`,
      `List them: ${await awsCommand(rds, list)}`,
    );
  }
}
