import type { RDS } from '../../aws/rds-types.ts';
import { awaitDatabase, type DatabaseWatch } from './await-database.ts';
import { type DatabaseSummary, summaryOf } from './database-summary.ts';

/** Gives an instance another name, which restarts it, and waits until it is available under that. */
export async function renameDatabase(
  rds: RDS,
  from: string,
  to: string,
  watch: DatabaseWatch,
): Promise<DatabaseSummary> {
  await rds.modifyDBInstance({
    DBInstanceIdentifier: from,
    NewDBInstanceIdentifier: to,
    ApplyImmediately: true,
  });
  return summaryOf(await awaitDatabase(rds, to, watch));
}
