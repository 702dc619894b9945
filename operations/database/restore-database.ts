import type { DBInstance, RDS } from '../../aws/rds-types.ts';
import { awaitDatabase, type DatabaseWatch } from './await-database.ts';
import { type DatabaseSummary, summaryOf } from './database-summary.ts';

/** What an instance is restored to: a time, the latest one, or a snapshot. */
export type RestoreTo =
  | { readonly kind: 'time'; readonly at: Date }
  | { readonly kind: 'latest' }
  | { readonly kind: 'snapshot'; readonly snapshot: string };

/**
 * Restores an instance into a new one beside it, and waits until that is available. RDS gives a new instance the default
 * security and parameter groups, so that those of the source are named.
 */
export async function restoreDatabase(
  rds: RDS,
  source: DBInstance,
  request: { readonly to: RestoreTo; readonly identifier: string },
  watch: DatabaseWatch,
): Promise<DatabaseSummary> {
  const { to, identifier } = request;
  const settings = settingsOf(source);
  if (to.kind === 'snapshot') {
    await rds.restoreDBInstanceFromDBSnapshot({
      ...settings,
      DBInstanceIdentifier: identifier,
      DBSnapshotIdentifier: to.snapshot,
    });
  } else {
    await rds.restoreDBInstanceToPointInTime({
      ...settings,
      SourceDBInstanceIdentifier: source.DBInstanceIdentifier,
      TargetDBInstanceIdentifier: identifier,
      ...(to.kind === 'latest' ? { UseLatestRestorableTime: true } : { RestoreTime: to.at }),
    });
  }
  return summaryOf(await awaitDatabase(rds, identifier, watch));
}

function settingsOf(source: DBInstance) {
  return {
    DBInstanceClass: source.DBInstanceClass,
    DBSubnetGroupName: source.DBSubnetGroup?.DBSubnetGroupName,
    DBParameterGroupName: source.DBParameterGroups?.[0]?.DBParameterGroupName,
    VpcSecurityGroupIds: source.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId: id }) => id ?? []),
    MultiAZ: source.MultiAZ,
    PubliclyAccessible: source.PubliclyAccessible,
    StorageType: source.StorageType,
    AutoMinorVersionUpgrade: source.AutoMinorVersionUpgrade,
    CopyTagsToSnapshot: source.CopyTagsToSnapshot,
    DeletionProtection: source.DeletionProtection,
    Tags: source.TagList?.filter(({ Key }) => Key?.startsWith('aws:') !== true),
  };
}
