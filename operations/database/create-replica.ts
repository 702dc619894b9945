import type { DBInstance, RDS } from '../../aws/rds-types.ts';
import { awaitDatabase, type DatabaseWatch } from './await-database.ts';
import { type DatabaseSummary, summaryOf } from './database-summary.ts';
import { findDatabase } from './find-database.ts';
import { settingsOf } from './instance-settings.ts';

/**
 * Makes a read replica of an instance, as large as another replica, and waits until it is available; one that an earlier call
 * has begun is waited for. It has the groups of its source. Raises `DATABASE_FAILED`.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
export async function createReplica(
  rds: RDS,
  replica: { readonly identifier: string; readonly source: string; readonly like: DBInstance },
  watch: DatabaseWatch,
): Promise<DatabaseSummary> {
  const { identifier, source, like } = replica;
  if ((await findDatabase(rds, identifier)) === undefined) {
    // An instance that was just restored is backed up, and gives no replica meanwhile.
    await awaitDatabase(rds, source, watch);
    await rds.createDBInstanceReadReplica({
      DBInstanceIdentifier: identifier,
      SourceDBInstanceIdentifier: source,
      ...settingsOf(like),
      MaxAllocatedStorage: like.MaxAllocatedStorage,
      EnablePerformanceInsights: like.PerformanceInsightsEnabled,
    });
  }
  return summaryOf(await awaitDatabase(rds, identifier, watch));
}
