import { describe, expect, it } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import type { OneOffRequest } from '../../../operations/one-off-task.ts';
import { type StoreCommands, storeCommandsOf } from '../../../operations/store-commands.ts';
import { createProgress } from '../../../progress/progress.ts';
import { type DatabaseMark, untouched } from '../../database/database-mark.ts';
import type { PostgresServer } from '../../database/postgres-server.ts';
import { nothingToSetUp, prepareDatabase, resetDatabase } from './prepare-database.ts';

const done: DatabaseMark = { setUpBy: 'users-1', migratedBy: 'image-1', seeded: true };

/** A server that keeps a mark, and what was run in one-off tasks; `failing` is the purpose of the one that fails. */
function database(before: DatabaseMark, failing?: string) {
  let mark = before;
  const runs: string[] = [];
  const server: PostgresServer = {
    run: async (_database, ...statements) => {
      const text = statements.join('\n');
      const written = /IS 'spree-parity (\{.*\})'/.exec(text)?.[1];
      if (written !== undefined) mark = { ...untouched, ...JSON.parse(written) };
      const comment = `spree-parity ${JSON.stringify(mark)}.`;
      if (text.includes('pg_current_wal_lsn')) return text.includes('shobj') ? ['0/1', comment] : ['0/2'];
      return text.startsWith('SELECT coalesce') ? [comment] : [];
    },
    start: async () => {},
  };
  const runOneOff = async ({ purpose = 'command', command = ['its own'] }: OneOffRequest) => {
    runs.push(`${purpose}: ${command.join(' ')}`);
    if (purpose === failing) return 3;
    return 0;
  };
  const context = {
    server,
    database: { name: 'shop' },
    setUpBy: 'users-1',
    storeImageId: 'image-1',
    runOneOff,
    commands: async (): Promise<StoreCommands> => storeCommandsOf({}),
  };
  return { context, runs, mark: () => mark };
}

const inStep = <T>(work: (step: Parameters<typeof prepareDatabase>[2]) => Promise<T>) =>
  createProgress(() => undefined).step('Database', work);

const setUp = 'set-up: its own';
const migrations = 'command: bin/rails db:migrate';
const seeds = 'seeds: bin/rails db:seed';

describe('a database', () => {
  it('gets its users first, then its migrations, then its seeds', async () => {
    const { context, runs, mark } = database(untouched);
    await inStep((step) => prepareDatabase(context, untouched, step));
    expect(runs).toEqual([setUp, migrations, seeds]);
    expect(mark()).toEqual(done);
  });

  it.each([
    ['nothing', done, []],
    ['the set-up alone where that has changed', { ...done, setUpBy: 'users-0' }, [setUp]],
    ['the set-up alone where an earlier version has made it', { ...done, setUpBy: '' }, [setUp]],
    ['the migrations alone where the image has changed', { ...done, migratedBy: 'image-0' }, [migrations]],
    ['the seeds alone where these were cut short', { ...done, seeded: false }, [seeds]],
  ])('gets %s', async (_title, before, wanted) => {
    const { context, runs, mark } = database(before);
    await inStep((step) => prepareDatabase(context, before, step));
    expect(runs).toEqual(wanted);
    expect(mark()).toEqual(done);
  });

  it('has no users to be made where the store signs in as the master user', async () => {
    const { context, runs, mark } = database(untouched);
    await inStep((step) => prepareDatabase({ ...context, setUpBy: nothingToSetUp }, untouched, step));
    expect(runs).toEqual([migrations, seeds]);
    expect(mark().setUpBy).toBe(nothingToSetUp);
  });

  it('is migrated and seeded by the commands of the application, or not at all', async () => {
    const own = database(untouched);
    const commands = async () => ({ migrate: ['node', 'migrate.js'], seed: undefined });
    await inStep((step) => prepareDatabase({ ...own.context, commands }, untouched, step));
    expect(own.runs).toEqual([setUp, 'command: node migrate.js']);
    expect(own.mark()).toEqual(done);
    const none = database(untouched);
    const nothing = async () => ({ migrate: undefined, seed: ['node', 'seed.js'] });
    await inStep((step) => prepareDatabase({ ...none.context, commands: nothing }, untouched, step));
    expect(none.runs).toEqual([setUp, 'seeds: node seed.js']);
    expect(none.mark()).toEqual(done);
  });

  it('is not migrated where its users could not be made, and is set up again by the next start', async () => {
    const { context, runs, mark } = database(untouched, 'set-up');
    const work = inStep((step) => prepareDatabase(context, untouched, step));
    await expect(work).rejects.toMatchObject({
      code: 'SET_UP_FAILED',
      message: expect.stringContaining('The set-up of the database ended with exit code 3'),
      exitCode: 3,
      hint: expect.stringContaining('psql'),
    });
    expect(runs).toEqual([setUp]);
    expect(mark().setUpBy).toBe('');
  });
});

describe('a reset', () => {
  it('to a snapshot of this version runs nothing', async () => {
    const { context, runs } = database(done);
    expect(await inStep((step) => resetDatabase(context, step))).toBe('0/1');
    expect(runs).toEqual([]);
  });

  it('to a snapshot of an earlier version gives the store what is in it; the next start sets up the rest', async () => {
    const { context, runs, mark } = database({ ...done, setUpBy: '' });
    await inStep((step) => resetDatabase(context, step));
    expect(runs).toEqual([setUp]);
    expect(mark().setUpBy).not.toMatch(/^(|users-1)$/);
  });

  it('needs no set-up where the stack has none', async () => {
    const { context } = database({ ...done, setUpBy: '' });
    const runOneOff = () => Promise.reject(new Failure('NO_SET_UP_TASK', 'nothing to set up'));
    expect(await inStep((step) => resetDatabase({ ...context, runOneOff }, step))).toBe('0/2');
  });
});
