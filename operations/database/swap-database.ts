import type { RDS } from '../../aws/rds-types.ts';
import { Failure } from '../../failure/failure.ts';
import type { DatabaseWatch } from './await-database.ts';
import type { DatabaseSummary } from './database-summary.ts';
import { findDatabase, requireGivenDatabase } from './find-database.ts';
import { renameDatabase } from './rename-database.ts';
import type { SwapNames } from './swap-names.ts';

/** The instance that has the primary's name from now on, and where the one from before is. */
export interface SwappedDatabase {
  readonly primary: DatabaseSummary;
  /** The old primary under its new name; absent where an earlier call had renamed it. */
  readonly before?: DatabaseSummary;
}

/**
 * Gives an instance the name of the primary, which gets another one: the store and the stack know the primary by its
 * name alone. Nothing is deleted. It goes on where an earlier call was interrupted between the two names. Raises
 * `DATABASE_NOT_FOUND` and `DATABASE_FAILED`.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RenameInstance.html
 */
export async function swapDatabase(
  rds: RDS,
  names: Pick<SwapNames, 'primary' | 'restored' | 'before'>,
  watch: DatabaseWatch,
): Promise<SwappedDatabase> {
  const { DBInstanceStatus: status = '' } = await requireGivenDatabase(rds, names.restored);
  if (status !== 'available') {
    throw new Failure('DATABASE_NOT_AVAILABLE', `The database instance ${names.restored} is ${status}`, {
      hint: 'Nothing was changed. Run it again when the instance is available.',
    });
  }
  const isThere = (await findDatabase(rds, names.primary)) !== undefined;
  const before = isThere ? await renameDatabase(rds, names.primary, names.before, watch) : undefined;
  const primary = await renameDatabase(rds, names.restored, names.primary, watch);
  return { primary, ...(before === undefined ? {} : { before }) };
}
