import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import type { OneOffPurpose } from '../../../operations/one-off-launch.ts';
import type { RunOneOff } from '../../../operations/one-off-task.ts';
import { searchedLines, tellingLines } from '../../../operations/telling-lines.ts';
import { type DatabaseMark, readMark, writeMark } from '../../database/database-mark.ts';
import type { PostgresServer } from '../../database/postgres-server.ts';
import { walPosition } from '../../database/replica.ts';
import { restoreSnapshot, snapshotOf, takeSnapshot } from '../../database/snapshot.ts';
import type { Step } from '../../progress/progress.ts';
import type { StoreDatabase } from './store-database.ts';

const runAgain = command('local:up');

export interface DatabaseContext {
  readonly server: PostgresServer;
  readonly database: StoreDatabase;
  /** Id of the store image: its migrations have run when the database's mark names it. */
  readonly storeImageId: string;
  readonly runOneOff: RunOneOff;
  readonly signal?: AbortSignal;
}

/** The store's own commands, which every image of the contract has. */
const migrateCommand = ['bin/rails', 'db:migrate'] as const;
const seedCommand = ['bin/rails', 'db:seed'] as const;

/**
 * Runs the migrations that this store image brings, before any of its tasks serves; the first time the seeds too,
 * and keeps the seeded snapshot. `before` is the mark that the database has. Raises `MIGRATION_FAILED` or `SEED_FAILED`
 * with the command's exit code.
 */
export async function prepareDatabase(
  context: DatabaseContext,
  before: DatabaseMark,
  step: Step,
): Promise<void> {
  const isMigrated = before.migratedBy === context.storeImageId;
  if (isMigrated && before.seeded) {
    step.skip('up to date');
    return;
  }
  if (!isMigrated) await migrate(context, step);
  if (before.seeded) return;
  await seed(context, step);
}

/** Puts the database back to its seeded snapshot; gives where a replica has it too. Raises `NO_SNAPSHOT`. */
export async function resetDatabase(context: DatabaseContext, step: Step): Promise<string> {
  const { server, database } = context;
  const { mark, position } = await restoreSnapshot(server, database.name, database.owner).catch(
    async (error: unknown) => {
      const isThere = (await readMark(server, snapshotOf(database.name))) !== undefined;
      throw isThere ? error : noSnapshot(database.name, error);
    },
  );
  if (mark.migratedBy === context.storeImageId) return position;
  await migrate(context, step);
  return await walPosition(server);
}

function noSnapshot(database: string, cause: unknown): Failure {
  return new Failure('NO_SNAPSHOT', `There is no seeded snapshot of ${database}`, {
    hint: `local:up takes it after seeding the store: ${runAgain}`,
    cause,
  });
}

async function migrate(context: DatabaseContext, step: Step): Promise<void> {
  await step.step('Migrations', (child) => runOrFail(context, child, 'MIGRATION_FAILED', migrateCommand));
  const mark = await readMark(context.server, context.database.name);
  await writeMark(context.server, context.database.name, {
    seeded: mark?.seeded ?? false,
    migratedBy: context.storeImageId,
  });
}

async function seed(context: DatabaseContext, step: Step): Promise<void> {
  const { server, database } = context;
  await step.step('Seeds', (child) => runOrFail(context, child, 'SEED_FAILED', seedCommand, 'seeds'));
  await writeMark(server, database.name, { migratedBy: context.storeImageId, seeded: true });
  await step.step('Snapshot', () => takeSnapshot(server, database.name, database.owner));
}

async function runOrFail(
  context: DatabaseContext,
  step: Step,
  code: string,
  command: readonly string[],
  purpose: OneOffPurpose = 'command',
): Promise<void> {
  const lastLines: string[] = [];
  const exitCode = await context.runOneOff({
    ...{ command, purpose, startedBy: 'local:up' },
    onLine: (line) => {
      lastLines.push(line);
      if (lastLines.length > searchedLines) lastLines.shift();
      step.note(line);
    },
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  });
  if (exitCode === 0) return;
  throw new Failure(
    code,
    `\`${command.join(' ')}\` ended with exit code ${exitCode}; no service was started or changed:\n${tellingLines(lastLines).join('\n')}`,
    { hint: `Fix the store, then run ${runAgain}; it continues from here.`, exitCode },
  );
}
