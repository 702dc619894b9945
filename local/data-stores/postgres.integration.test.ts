import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../time/wait-until.ts';
import { writePrivateFile } from '../environment/state-file.ts';
import { type DataStoreStage, openDataStoreStage } from './testing/data-store-stage.ts';

let stage: DataStoreStage;

beforeAll(async () => {
  stage = await openDataStoreStage(['postgres', 'postgres-replica']);
});
afterAll(() => stage?.close());

type Server = 'postgres' | 'postgres-replica';

/** SQL as the store's own user, by TCP and with a password, as a task connects. */
async function sql(server: Server, statement: string, password?: string) {
  const [user, database, kept] = await Promise.all(
    ['username', 'database', 'password'].map((file) => stage.secret(`postgres/${file}`)),
  );
  const who = ['-h', server, '-U', user ?? '', '-d', database ?? ''];
  const { exitCode, stdout, stderr } = await stage.engine.exec(
    stage.id(server),
    ['psql', '-X', '-q', '-A', '-t', ...who, '-c', statement],
    { environment: { PGPASSWORD: password ?? kept ?? '' } },
  );
  return exitCode === 0 ? stdout.trim() : `refused: ${stderr.trim()}`;
}

async function untilReplicated(statement: string, wanted: string): Promise<void> {
  await waitUntil({ what: `${wanted} on the replica`, timeoutMs: 30_000 }, async () =>
    (await sql('postgres-replica', statement)) === wanted ? true : undefined,
  );
}

/** Whether a path below the volume of the primary is there, in the running container. */
async function isThere(path: string): Promise<boolean> {
  const test = ['test', '-e', `/var/lib/postgresql/data/${path}`];
  return (await stage.engine.exec(stage.id('postgres'), test)).exitCode === 0;
}

describe('the primary', () => {
  it('has the role and the database of the secret, which owns it and nothing more', async () => {
    expect(await sql('postgres', 'SELECT current_user, current_database()')).toBe('shop|shop');
    expect(
      await sql('postgres', 'SELECT rolsuper, rolreplication FROM pg_roles WHERE rolname = current_user'),
    ).toBe('f|f');
    expect(
      await sql(
        'postgres',
        'SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()',
      ),
    ).toBe('shop');
  });

  it('lets nobody in without the password', async () => {
    expect(await sql('postgres', 'SELECT 1', 'wrong')).toContain('password authentication failed');
  });

  it("runs with the parameters of the template's parameter group", async () => {
    expect(await sql('postgres', 'SHOW log_min_duration_statement')).toBe('500ms');
  });
});

describe('the replica', () => {
  it('gets what the primary commits, and refuses to write', async () => {
    await sql('postgres', "CREATE TABLE goods (name text); INSERT INTO goods VALUES ('tea')");
    await untilReplicated('SELECT name FROM goods', 'tea');
    expect(await sql('postgres-replica', "INSERT INTO goods VALUES ('no')")).toContain(
      'cannot execute INSERT in a read-only transaction',
    );
  });

  it('catches up after a kill', async () => {
    await stage.kill('postgres-replica');
    await sql('postgres', "INSERT INTO goods VALUES ('coffee')");
    await stage.start('postgres-replica');
    await untilReplicated('SELECT count(*) FROM goods', '2');
  });
});

describe('the primary at its next start', () => {
  it('has lost nothing that was committed before a kill, and the replica follows it again', async () => {
    await sql('postgres', "INSERT INTO goods VALUES ('cocoa')");
    await stage.kill('postgres');
    await stage.start('postgres');
    expect(await sql('postgres', 'SELECT count(*) FROM goods')).toBe('3');
    await sql('postgres', "INSERT INTO goods VALUES ('mate')");
    await untilReplicated('SELECT count(*) FROM goods', '4');
  });

  it('takes a changed password, whatever is in it, and no longer the one before', async () => {
    const before = await stage.secret('postgres/password');
    const changed = `it's "$new"\\`;
    await writePrivateFile(join(stage.environment.stateFolder, 'secrets/postgres/password'), changed);
    await stage.stop('postgres');
    await stage.start('postgres');
    expect(await sql('postgres', 'SELECT 1', before)).toContain('password authentication failed');
    expect(await sql('postgres', 'SELECT count(*) FROM goods', changed)).toBe('4');
  });

  // Last, since it takes the data away.
  it('is whole after a kill in the middle of its first start', async () => {
    // Moved at one stroke: a server whose files go one by one ends before the last of them.
    const away = ['mv', '/var/lib/postgresql/data/primary', '/var/lib/postgresql/data/before'];
    await stage.engine.exec(stage.id('postgres'), away);
    await stage.kill('postgres');
    await stage.engine.startContainer(stage.id('postgres'));
    await waitUntil({ what: 'initdb', timeoutMs: 30_000, everyMs: 10 }, async () =>
      (await isThere('primary.new/base')) ? true : undefined,
    );
    await stage.kill('postgres');
    await stage.start('postgres');
    expect(await sql('postgres', 'SELECT current_user, current_database()')).toBe('shop|shop');
    expect(await isThere('primary.new')).toBe(false);
  });
});
