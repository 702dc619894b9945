import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { Wait } from 'testcontainers';
import { beforeAll, describe, expect, test } from 'vitest';
import { connectEngine } from '../docker/dockerode-engine.ts';
import { imageOf } from './testing/image-of.ts';
import { LoopbackContainer, LoopbackPostgres } from './testing/loopback-containers.ts';

let image: string;

beforeAll(async () => {
  image = await imageOf('postgres');
});

/** The first column of the rows, as a client on this machine gets them. */
async function ask(connectionString: string, query: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: query, rowMode: 'array' })).rows.map(([first]) => first);
  } finally {
    await client.end();
  }
}

const script = (name: string, content: string | Buffer, mode = 0o644) => ({
  target: `/docker-entrypoint-initdb.d/${name}`,
  content,
  mode,
});
const isReady = 'database system is ready to accept connections';

describe('the module of Testcontainers for PostgreSQL', () => {
  test('starts the image unchanged, with its user, password and database', async () => {
    await using postgres = await new LoopbackPostgres(image)
      .withUsername('clerk')
      .withPassword('long-enough')
      .withDatabase('shop-1')
      .start();
    const uri = postgres.getConnectionUri();
    expect(await ask(uri, "SELECT current_user || ' in ' || current_database()")).toEqual([
      'clerk in shop-1',
    ]);
    expect(await ask(uri, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([true]);
    const wrong = new URL(uri);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('takes a snapshot of it and puts it back', async () => {
    await using postgres = await new LoopbackPostgres(image).start();
    const uri = postgres.getConnectionUri();
    await ask(uri, 'CREATE TABLE kept (name text)');
    await postgres.snapshot();
    await ask(uri, 'DROP TABLE kept');
    await postgres.restoreSnapshot();
    expect(await ask(uri, 'SELECT count(*)::int FROM kept')).toEqual([0]);
  });
});

describe('the image of PostgreSQL, as the official one', () => {
  test('runs the scripts of a first start in their order, and none at the next start', async () => {
    const shell = 'psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c';
    await using postgres = await new LoopbackPostgres(image)
      .withCommand(['-c', 'search_path="$user", public, other'])
      .withCopyContentToContainer([
        script('1.sql', 'CREATE TABLE done (step serial, by text)'),
        script('2.sql.gz', gzipSync("INSERT INTO done (by) VALUES ('packed')")),
        script('3.sh', `readonly made_by=sourced\n${shell} "INSERT INTO done (by) VALUES ('$made_by')"`),
        script('4.sh', `#!/bin/sh\n${shell} "INSERT INTO done (by) VALUES ('$0')"`, 0o755),
        script('5.txt', 'not a script'),
      ])
      .start();
    const uri = postgres.getConnectionUri();
    const steps = ['packed', 'sourced', '/docker-entrypoint-initdb.d/4.sh'];
    expect(await ask(uri, 'SELECT by FROM done ORDER BY step')).toEqual(steps);
    expect(await ask(uri, 'SHOW search_path')).toEqual(['"$user", public, other']);
    await postgres.restart();
    expect(await ask(postgres.getConnectionUri(), 'SELECT by FROM done ORDER BY step')).toEqual(steps);
  });

  test('says twice at a first start that it is ready, and serves after the second time', async () => {
    await using postgres = await new LoopbackContainer(image)
      .withEnvironment({ POSTGRES_PASSWORD: 'secret' })
      .withExposedPorts(5432)
      .withWaitStrategy(Wait.forLogMessage(isReady, 2))
      .start();
    const address = `${postgres.getHost()}:${postgres.getMappedPort(5432)}`;
    expect(await ask(`postgres://postgres:secret@${address}/postgres`, 'SELECT 1')).toEqual([1]);
  });

  test('has the server run by its own user, and its clients find it', async () => {
    await using postgres = await new LoopbackPostgres(image).withUsername('shop').start();
    expect((await postgres.exec(['stat', '-c', '%U', '/proc/1'])).stdout.trim()).toBe('postgres');
    expect((await postgres.exec(['pg_isready'])).stdout).toContain('accepting connections');
    const query = ['psql', '-U', 'shop', '-d', 'test', '-Atc', 'SELECT 1'];
    expect((await postgres.exec(query)).stdout.trim()).toBe('1');
  });

  test('takes settings from files, arguments of initdb and another folder', async () => {
    await using postgres = await new LoopbackContainer(image)
      .withEnvironment({
        POSTGRES_USER_FILE: '/run/user',
        POSTGRES_PASSWORD_FILE: '/run/password',
        POSTGRES_INITDB_ARGS: "--data-checksums --set='work_mem=8MB'",
        PGDATA: '/var/lib/postgresql/data/inner',
      })
      .withCopyContentToContainer([
        { target: '/run/user', content: 'clerk\n' },
        { target: '/run/password', content: 'from-a-file\n' },
      ])
      .withExposedPorts(5432)
      .withWaitStrategy(Wait.forLogMessage(isReady, 2))
      .start();
    const uri = `postgres://clerk:from-a-file@${postgres.getHost()}:${postgres.getMappedPort(5432)}/clerk`;
    const settings = ['data_checksums', 'work_mem', 'data_directory'].map(
      (name) => `current_setting('${name}')`,
    );
    expect(await ask(uri, `SELECT concat_ws(' ', ${settings.join(', ')})`)).toEqual([
      'on 8MB /var/lib/postgresql/data/inner',
    ]);
  });

  test('lets everybody in where it is told to trust them', async () => {
    await using postgres = await new LoopbackContainer(image)
      .withEnvironment({ POSTGRES_HOST_AUTH_METHOD: 'trust' })
      .withExposedPorts(5432)
      .withWaitStrategy(Wait.forLogMessage(isReady, 2))
      .start();
    const uri = `postgres://postgres@${postgres.getHost()}:${postgres.getMappedPort(5432)}/postgres`;
    expect(await ask(uri, 'SELECT 1')).toEqual([1]);
  });

  test.each([
    ['without a password', {}],
    ['with a password twice', { POSTGRES_PASSWORD: 'a', POSTGRES_PASSWORD_FILE: '/etc/hostname' }],
  ])('does not start %s', async (_, environment) => {
    await using postgres = await new LoopbackContainer(image)
      .withEnvironment(environment)
      .withWaitStrategy(Wait.forLogMessage(/^error: .*(password is not specified|are both set)/i))
      .start();
    expect(await connectEngine().waitForExit(postgres.getId())).toBe(1);
  });

  test('runs any other command', async () => {
    await using other = await new LoopbackContainer(image)
      .withCommand(['postgres', '--version'])
      .withWaitStrategy(Wait.forOneShotStartup())
      .start();
    const lines: string[] = [];
    for await (const line of await other.logs()) lines.push(String(line));
    expect(lines.join('')).toContain('postgres (PostgreSQL) 16.');
  });
});
