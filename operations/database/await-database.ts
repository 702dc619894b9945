import type { DBInstance, RDS } from '../../aws/rds-types.ts';
import { Failure } from '../../failure/failure.ts';
import { systemClock } from '../../time/clock.ts';
import { waitUntil } from '../../time/wait-until.ts';
import { awsCommand } from '../aws-command.ts';
import { findDatabase } from './find-database.ts';

/** How often RDS is asked, and for how long. On AWS a restore takes as long as the database is large. */
export interface DatabaseWatch {
  readonly signal: AbortSignal;
  /** Told of each change of the status. */
  readonly onStatus: (status: string) => void;
  readonly everyMs: number;
  readonly clock?: typeof systemClock;
}

const hours = 3600_000;

/** Statuses that do not end by themselves. */
const failed = /^(failed|incompatible-|inaccessible-|storage-full|restore-error|stopped)/;

/**
 * Waits until an instance is available; one that is not there yet may be the new name of another. Raises
 * `DATABASE_FAILED` with the status that it ended in.
 */
export async function awaitDatabase(rds: RDS, identifier: string, watch: DatabaseWatch): Promise<DBInstance> {
  let last = '';
  const { everyMs, signal, clock = systemClock } = watch;
  const wait = { what: `${identifier} to be available`, timeoutMs: 6 * hours, everyMs, signal, clock };
  return await waitUntil(wait, async () => {
    const found = await findDatabase(rds, identifier);
    const status = found?.DBInstanceStatus ?? '';
    if (status !== last && status !== '') watch.onStatus(status);
    last = status;
    if (failed.test(status)) throw await databaseFailed(rds, identifier, status);
    return status === 'available' ? found : undefined;
  });
}

async function databaseFailed(rds: RDS, identifier: string, status: string): Promise<Failure> {
  const named = ['--source-type', 'db-instance', '--source-identifier', identifier];
  return new Failure('DATABASE_FAILED', `The database instance ${identifier} is ${status}`, {
    hint: `The instance that it was created from is unchanged. See why: ${await awsCommand(rds, ['rds', 'describe-events', ...named])}`,
  });
}
