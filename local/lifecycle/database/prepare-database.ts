import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import type { RunOneOff } from '../../../operations/one-off-task.ts';
import {
  migrateStep,
  runStoreStep,
  type StoreStep,
  seedStep,
  setUpStep,
} from '../../../operations/release/run-store-step.ts';
import type { StoreCommands } from '../../../operations/store-commands.ts';
import type { Step } from '../../../progress/progress.ts';
import { type DatabaseMark, readMark, untouched, writeMark } from '../../database/database-mark.ts';
import type { PostgresServer } from '../../database/postgres-server.ts';
import { walPosition } from '../../database/replica.ts';
import { restoreSnapshot, snapshotOf, takeSnapshot } from '../../database/snapshot.ts';
import type { StoreDatabase } from './store-database.ts';

const runAgain = command('local:up');

export interface DatabaseContext {
  readonly server: PostgresServer;
  readonly database: Pick<StoreDatabase, 'name'>;
  /** What sets up the database, as its mark names it. */
  readonly setUpBy: string;
  /** Id of the store image: its migrations have run when the database's mark names it. */
  readonly storeImageId: string;
  readonly runOneOff: RunOneOff;
  /** What migrates and seeds the store; asked for where that is due. */
  readonly commands: () => Promise<StoreCommands>;
  /** Told what the task of the migrations wrote. */
  readonly onMigrated?: (lines: readonly string[]) => Promise<void>;
  readonly signal?: AbortSignal;
}

type RunningDatabase = Omit<DatabaseContext, 'setUpBy'>;

/** The mark of a definition whose store signs in to the database as its master user. */
export const nothingToSetUp = 'nothing';

const nothingToRun = 'the application has none';

/** Unlike any digest, so that the next `local:up` sets up the database once more. */
const beforeReset = 'before the reset';

/**
 * Makes the store's users of the database where the definition has changed in that, and runs the migrations that this
 * store image brings, before any of its tasks serves; the first time the seeds too, and keeps the seeded snapshot.
 * `before` is the mark that the database has. Raises `SET_UP_FAILED`, `MIGRATION_FAILED` or `SEED_FAILED` with the
 * command's exit code.
 */
export async function prepareDatabase(
  context: DatabaseContext,
  before: DatabaseMark,
  step: Step,
): Promise<void> {
  const isSetUp = before.setUpBy === context.setUpBy;
  const isMigrated = before.migratedBy === context.storeImageId;
  if (isSetUp && isMigrated && before.seeded) {
    step.skip('up to date');
    return;
  }
  if (!isSetUp) await setUp(context, step);
  if (!isMigrated) await migrate(context, step);
  if (before.seeded) return;
  await seed(context, step);
}

/** Puts the database back to its seeded snapshot; gives where a replica has it too. Raises `NO_SNAPSHOT`. */
export async function resetDatabase(context: RunningDatabase, step: Step): Promise<string> {
  const { server, database } = context;
  const { mark, position } = await restoreSnapshot(server, database.name).catch(async (error: unknown) => {
    const isThere = (await readMark(server, snapshotOf(database.name))) !== undefined;
    throw isThere ? error : noSnapshot(database.name, error);
  });
  const isMigrated = mark.migratedBy === context.storeImageId;
  if (mark.setUpBy !== '' && isMigrated) return position;
  // An earlier version of the toolkit took the snapshot: its users and passwords are there, for they are the server's.
  if (mark.setUpBy === '') await setUp({ ...context, setUpBy: beforeReset }, step).catch(ignoreMissing);
  if (!isMigrated) await migrate(context, step);
  return await walPosition(server);
}

function noSnapshot(database: string, cause: unknown): Failure {
  return new Failure('NO_SNAPSHOT', `There is no seeded snapshot of ${database}`, {
    hint: `local:up takes it after seeding the store: ${runAgain}`,
    cause,
  });
}

async function setUp(context: DatabaseContext, step: Step): Promise<void> {
  if (context.setUpBy !== nothingToSetUp) {
    await step.step('Users', (child) => runOrFail(context, child, setUpStep));
  }
  await addToMark(context, { setUpBy: context.setUpBy });
}

async function migrate(context: RunningDatabase, step: Step): Promise<void> {
  await step.step('Migrations', async (child) => {
    const { migrate: command } = await context.commands();
    if (command === undefined) child.skip(nothingToRun);
    const lines = command === undefined ? [] : await runOrFail(context, child, migrateStep(command));
    await context.onMigrated?.(lines);
  });
  await addToMark(context, { migratedBy: context.storeImageId });
}

async function seed(context: RunningDatabase, step: Step): Promise<void> {
  const { server, database } = context;
  await step.step('Seeds', async (child) => {
    const { seed: command } = await context.commands();
    if (command === undefined) child.skip(nothingToRun);
    else await runOrFail(context, child, seedStep(command));
  });
  await addToMark(context, { seeded: true });
  await step.step('Snapshot', () => takeSnapshot(server, database.name));
}

async function addToMark(
  { server, database }: Pick<DatabaseContext, 'server' | 'database'>,
  done: Partial<DatabaseMark>,
): Promise<void> {
  const mark = (await readMark(server, database.name)) ?? untouched;
  await writeMark(server, database.name, { ...mark, ...done });
}

/** A definition whose store signs in as the master user has no set-up. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Failure && error.code === 'NO_SET_UP_TASK')) throw error;
}

async function runOrFail(
  context: RunningDatabase,
  step: Step,
  storeStep: StoreStep,
): Promise<readonly string[]> {
  const { runOneOff, signal } = context;
  return await runStoreStep(storeStep, {
    ...{ runOneOff, step, startedBy: 'local:up', runAgain },
    ...(signal === undefined ? {} : { signal }),
  });
}
