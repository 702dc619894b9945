import type { DBInstance, RDS } from '../../aws/rds-types.ts';
import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import type { Progress, Step } from '../../progress/progress.ts';
import { awsCommand } from '../aws-command.ts';
import type { DatabaseWatch } from './await-database.ts';
import { createReplica } from './create-replica.ts';
import { summaryOf } from './database-summary.ts';
import { findDatabase, requireDatabase, requireGivenDatabase } from './find-database.ts';
import { renameDatabase } from './rename-database.ts';
import { type SwappedDatabase, swapDatabase } from './swap-database.ts';
import type { SwapNames } from './swap-names.ts';

/** What a replacement of the primary works with. */
export interface Replacement {
  readonly rds: RDS;
  readonly names: SwapNames;
  readonly progress: Pick<Progress, 'step'>;
  readonly watchIn: (step: Step) => DatabaseWatch;
  /** The command that goes on after a failure. */
  readonly runAgain: string;
}

/** The instances after a replacement. */
export interface ReplacedDatabase extends SwappedDatabase {
  /** What the read replica of the instance from before is called; absent where there was none. */
  readonly replicaBefore?: string;
}

/**
 * Puts a restored instance in the place of the primary, and a read replica of it in the place of the primary’s: on RDS a
 * replica stays with the instance that it was made from. The new replica is made first, while the store goes on as before;
 * then the names change. Nothing is deleted, and a call goes on where an earlier one ended. Raises `DATABASE_NOT_FOUND`,
 * `DATABASE_NOT_AVAILABLE`, `DATABASE_FAILED` and `DATABASE_SWAP_STOPPED`, with what to run.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RenameInstance.html
 */
export async function replaceDatabase(replacement: Replacement): Promise<ReplacedDatabase> {
  const { rds, names, progress, watchIn } = replacement;
  const { name, restored } = names.replica;
  const [current, next] = [await findDatabase(rds, name), await findDatabase(rds, restored)];
  const isSwapped = await isPrimaryReplaced(rds, names, next);
  const hasReplica = current !== undefined || next !== undefined;
  if (!isSwapped) await requireGivenDatabase(rds, names.restored);
  if (!isSwapped && current !== undefined) {
    await progress.step('Read replica', async (step) => {
      const replica = { identifier: restored, source: names.restored, like: current };
      await createReplica(rds, replica, watchIn(step)).catch((error) => failReplica(error, replacement));
    });
  }
  return await progress.step('Change of names', async (step) => {
    const watch = watchIn(step);
    const changed = async (): Promise<ReplacedDatabase> => {
      const swapped = isSwapped ? undefined : await swapDatabase(rds, names, watch);
      const replicaBefore = hasReplica ? await swapReplica(rds, names, watch) : undefined;
      return {
        ...(swapped ?? (await swappedEarlier(rds, names))),
        ...(replicaBefore === undefined ? {} : { replicaBefore }),
      };
    };
    return await changed().catch((error) => failNames(error, replacement));
  });
}

/** Whether an earlier call has renamed the primary already, and only its replica is left. */
async function isPrimaryReplaced(rds: RDS, names: SwapNames, next: DBInstance | undefined): Promise<boolean> {
  if (next?.ReadReplicaSourceDBInstanceIdentifier !== names.primary) return false;
  return (await findDatabase(rds, names.restored)) === undefined;
}

async function swappedEarlier(rds: RDS, { primary }: SwapNames): Promise<SwappedDatabase> {
  return { primary: summaryOf(await requireDatabase(rds, primary)) };
}

/** Gives the name that the old replica has now, unless an earlier call has renamed it. */
async function swapReplica(
  rds: RDS,
  { replica }: SwapNames,
  watch: DatabaseWatch,
): Promise<string | undefined> {
  const isThere = (await findDatabase(rds, replica.name)) !== undefined;
  if (isThere) await renameDatabase(rds, replica.name, replica.before, watch);
  await renameDatabase(rds, replica.restored, replica.name, watch);
  return isThere ? replica.before : undefined;
}

async function failReplica(error: unknown, { rds, names, runAgain }: Replacement): Promise<never> {
  const { replica, primary } = names;
  const deletion = ['delete-db-instance', '--db-instance-identifier', replica.restored];
  throw stopped(error, `The store uses ${primary} as before: no name was changed.`, [
    `Run it again: ${runAgain}`,
    `A replica that failed has to be deleted first: ${await awsCommand(rds, ['rds', ...deletion, '--skip-final-snapshot'])}`,
  ]);
}

async function failNames(error: unknown, { rds, names, runAgain }: Replacement): Promise<never> {
  const { primary, before } = names;
  const list = ['--query', "'DBInstances[].[DBInstanceIdentifier,DBInstanceStatus]'"];
  const rename = ['--db-instance-identifier', before, '--new-db-instance-identifier', primary];
  throw stopped(error, 'Some instances may have their new names already; nothing was deleted.', [
    `See what they are called: ${await awsCommand(rds, ['rds', 'describe-db-instances', ...list])}`,
    `Go on: ${runAgain}`,
    `If there is no ${primary}, and ${before} is to be it again: ${await awsCommand(rds, ['rds', 'modify-db-instance', ...rename, '--apply-immediately'])}`,
  ]);
}

/** An interrupt is told in its own words. */
function stopped(error: unknown, state: string, next: readonly string[]): unknown {
  if (error instanceof Failure && error.code === 'INTERRUPTED') return error;
  const [code, own] =
    error instanceof Failure ? [error.code, [error.hint ?? []].flat()] : ['DATABASE_SWAP_STOPPED', []];
  return new Failure(code, `${errorMessage(error)}\n${state}`, {
    cause: error,
    hint: [...own, ...next].join('\n  '),
  });
}
