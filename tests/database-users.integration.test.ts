import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DataStoreStage, openDataStoreStage } from '../local/data-stores/testing/data-store-stage.ts';
import { setUpCommand } from '../stack/database-users.ts';
import { verifiedTls } from '../stack/store-contract.ts';

const application = { username: 'spree_application', password: 'ApplicationPassword1' };
const clone = { username: 'spree_application_clone', password: 'ClonePassword1' };

let stage: DataStoreStage;
let master: typeof application;

beforeAll(async () => {
  stage = await openDataStoreStage(['postgres']);
  master = {
    username: await stage.secret('postgres/username'),
    password: await stage.secret('postgres/password'),
  };
});
afterAll(() => stage?.close());

/** Runs a command in the server's container, as a task would elsewhere: by TCP, with the certificate verified. */
async function run(command: readonly string[], variables: Readonly<Record<string, string>>): Promise<string> {
  const environment = {
    PGHOST: 'postgres',
    PGPORT: '5432',
    PGDATABASE: await stage.secret('postgres/database'),
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: '/run/secrets-local/ca.pem',
    ...variables,
  };
  const { exitCode, stdout, stderr } = await stage.engine.exec(stage.id('postgres'), command, {
    environment,
  });
  return exitCode === 0 ? stdout.trim() : `refused: ${stderr.trim()}`;
}

const setUp = (user = application) =>
  run(setUpCommand, {
    PGUSER: master.username,
    PGPASSWORD: master.password,
    APPLICATION_USERNAME: user.username,
    APPLICATION_PASSWORD: user.password,
  });

const sqlAs = (user: typeof application, ...statements: readonly string[]) =>
  run(['psql', '-X', '-q', '-A', '-t', ...statements.flatMap((statement) => ['-c', statement])], {
    PGUSER: user.username,
    PGPASSWORD: user.password,
  });

/** What is in the database, but not in its system, with its owner. */
const owners = `
  SELECT concat_ws(' ', relkind, relname, relowner::regrole) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname IN ('public', 'other') AND relkind <> 'i' AND relname NOT LIKE 'pg_stat_%'
  UNION SELECT 'function ' || proname || ' ' || proowner::regrole FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
    WHERE nspname IN ('public', 'other') AND proname IN ('twice', 'citext_eq')
  UNION SELECT 'type ' || typname || ' ' || typowner::regrole FROM pg_type JOIN pg_namespace n ON n.oid = typnamespace
    WHERE nspname IN ('public', 'other') AND typname IN ('state', 'pair', 'citext')
  UNION SELECT 'schema ' || nspname || ' ' || nspowner::regrole FROM pg_namespace WHERE nspname = 'other'
  UNION SELECT 'database ' || datdba::regrole FROM pg_database WHERE datname = current_database()
  ORDER BY 1`;

describe('a connection as the tasks of the store make them', () => {
  const connect = (variables: Readonly<Record<string, string>>) =>
    run(['psql', '-X', '-c', 'SELECT 1'], {
      PGUSER: master.username,
      PGPASSWORD: master.password,
      ...variables,
    });

  it('is refused to a server whose certificate is for another name', async () => {
    expect(await connect({ PGHOST: '127.0.0.2' })).toMatch(/does not match host name "127\.0\.0\.2"/);
  });

  it('is refused to a server whose authority the system does not know', async () => {
    expect(await connect(verifiedTls)).toContain('certificate verify failed');
  });
});

describe('the set-up of the database', () => {
  it('gives a database of the master user, with all that is in it, to the owner', async () => {
    await sqlAs(
      master,
      'CREATE TABLE goods (id serial PRIMARY KEY, name text)',
      'CREATE SEQUENCE numbers',
      'CREATE VIEW names AS SELECT name FROM goods',
      'CREATE MATERIALIZED VIEW many AS SELECT name FROM goods',
      "CREATE TYPE state AS ENUM ('new')",
      'CREATE TYPE pair AS (one int, other int)',
      "CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n'",
      'CREATE EXTENSION citext',
      'CREATE SCHEMA other',
      'CREATE TABLE other."Odd name" (id int)',
    );
    expect(await setUp()).toBe('');
    expect((await sqlAs(master, owners)).split('\n')).toEqual(
      [
        'S goods_id_seq spree_owner',
        'S numbers spree_owner',
        'c pair spree_owner',
        'database spree_owner',
        // What an extension brings belongs to the administrator of the server.
        'function citext_eq rdsadmin',
        'function twice spree_owner',
        'm many spree_owner',
        'r Odd name spree_owner',
        'r goods spree_owner',
        'schema other spree_owner',
        'type citext rdsadmin',
        'type pair spree_owner',
        'type state spree_owner',
        'v names spree_owner',
      ].toSorted(),
    );
  });

  it('can be repeated', async () => {
    expect(await setUp()).toBe('');
    expect(await sqlAs(application, 'SELECT session_user, current_user')).toBe(
      'spree_application|spree_owner',
    );
  });

  it('lets the other user sign in once that has a password, and each alters what either has made', async () => {
    expect(await sqlAs(application, 'CREATE TABLE made (id int)')).toBe('');
    expect(await setUp(clone)).toBe('');
    expect(await sqlAs(clone, 'SELECT session_user, current_user')).toBe(
      'spree_application_clone|spree_owner',
    );
    expect(await sqlAs(clone, 'ALTER TABLE made ADD name text', 'CREATE TABLE later (id int)')).toBe('');
    expect(await sqlAs(application, 'DROP TABLE made, later')).toBe('');
  });

  it('makes no user that has rights of the master user', async () => {
    expect(await sqlAs(application, 'CREATE ROLE other')).toContain('permission denied to create role');
    expect(await sqlAs(application, 'RESET ROLE', 'CREATE ROLE other')).toContain('permission denied');
    expect(await sqlAs(application, `SET ROLE ${master.username}`)).toContain(
      'permission denied to set role',
    );
    expect(await sqlAs(application, 'SELECT * FROM pg_authid')).toContain('permission denied');
  });

  it('lets migrations create trusted extensions and schemas', async () => {
    expect(await sqlAs(application, 'CREATE EXTENSION pg_trgm', 'CREATE SCHEMA reports')).toBe('');
  });

  it.each(['pg_buffercache', 'postgres_fdw'])(
    'does not let migrations create %s, which on RDS takes the master user',
    async (name) => {
      expect(await sqlAs(application, `CREATE EXTENSION ${name}`)).toContain(
        `permission denied to create extension "${name}"`,
      );
      expect(await sqlAs(master, `CREATE EXTENSION ${name}`)).toBe('');
    },
  );

  it('lets the store see its statements and its own connection, and ask for what is there already', async () => {
    const asked = 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements';
    const encrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
    expect(await sqlAs(application, 'SET client_min_messages = warning', asked)).toBe('');
    expect(await sqlAs(application, encrypted, 'SELECT count(*) > 0 FROM pg_stat_statements')).toBe('t\nt');
  });

  it('leaves nothing in a dump that is not the store’s', async () => {
    const dump = await run(['pg_dump', '--schema-only'], {
      PGUSER: application.username,
      PGPASSWORD: application.password,
    });
    expect(dump).toContain('CREATE TABLE public.goods');
    expect(dump).not.toMatch(/EVENT TRIGGER|rds_guard/);
  });

  it('changes nothing where a statement fails', async () => {
    const wrong = await run(setUpCommand, { PGUSER: master.username, PGPASSWORD: master.password });
    expect(wrong).toContain('refused');
    expect(await sqlAs(application, 'SELECT 1')).toBe('1');
  });
});
