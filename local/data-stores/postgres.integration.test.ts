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

interface Connection {
  readonly sslmode?: 'disable' | 'prefer' | 'require' | 'verify-full';
  readonly user?: string;
  readonly database?: string;
}

type Server = 'postgres' | 'postgres-replica';

/** SQL as the store's own user, by TCP and with a password, as a task connects: by TLS where the server speaks it. */
async function sql(server: Server, statement: string, password?: string, options: Connection = {}) {
  const [user, database, kept] = await Promise.all(
    ['username', 'database', 'password'].map((file) => stage.secret(`postgres/${file}`)),
  );
  const { sslmode = 'prefer', user: other = user, database: otherDatabase = database } = options;
  const trusted = `sslmode=${sslmode} sslrootcert=/run/secrets-local/ca.pem`;
  const who = [`host=${server} user=${other} dbname=${otherDatabase} ${trusted}`];
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

describe('as on RDS', () => {
  const plain = { sslmode: 'disable' } as const;

  it.each(['postgres', 'postgres-replica'] as const)(
    'an unencrypted connection is refused by %s with the error of RDS',
    async (server) => {
      expect(await sql(server, 'SELECT 1', undefined, plain)).toMatch(
        /no pg_hba\.conf entry for host ".*", user "shop", database "shop", no encryption/,
      );
    },
  );

  it.each(['postgres', 'postgres-replica'] as const)(
    '%s presents a certificate for its name',
    async (server) => {
      const encrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
      expect(await sql(server, encrypted, undefined, { sslmode: 'verify-full' })).toBe('t');
    },
  );

  it('the master user is a member of rds_superuser, not a superuser', async () => {
    const member = "SELECT pg_has_role(current_user, 'rds_superuser', 'member')";
    expect(await sql('postgres', member)).toBe('t');
    expect(await sql('postgres', 'SET ROLE rdsadmin')).toContain('permission denied to set role');
    expect(await sql('postgres', "COPY pg_class TO '/tmp/x'")).toContain('permission denied');
  });

  it('the master user creates roles and grants them what rds_superuser has', async () => {
    await sql('postgres', 'CREATE ROLE reader LOGIN');
    const granted = 'GRANT rds_superuser, rds_replication, rds_password, pg_monitor TO reader';
    expect(await sql('postgres', granted)).toBe('');
  });

  it('pg_stat_statements is loaded, and rds_superuser may reset it', async () => {
    expect(await sql('postgres', 'SHOW shared_preload_libraries')).toBe('pg_stat_statements');
    await sql('postgres', 'CREATE EXTENSION pg_stat_statements');
    expect(await sql('postgres', 'SELECT count(*) > 0 FROM pg_stat_statements')).toBe('t');
    expect(await sql('postgres', 'SELECT pg_stat_statements_reset()')).toBe('');
  });

  it.each([
    'citext',
    'dblink',
    'hstore',
    'pg_buffercache',
    'pg_trgm',
    'pgcrypto',
    'pgstattuple',
    'unaccent',
    'uuid-ossp',
  ])('the master user creates the extension %s', async (name) => {
    expect(await sql('postgres', `CREATE EXTENSION "${name}"`)).toBe('');
  });

  it('the master user connects to other servers', async () => {
    await sql('postgres', 'CREATE EXTENSION postgres_fdw');
    expect(await sql('postgres', 'CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw')).toBe('');
  });

  it('an extension that RDS does not have is refused', async () => {
    expect(await sql('postgres', 'CREATE EXTENSION file_fdw')).toContain(
      'permission denied to create extension',
    );
  });

  it('nobody can connect to rdsadmin, or connect as an administrator', async () => {
    const rejected = 'pg_hba.conf rejects connection';
    expect(await sql('postgres', 'SELECT 1', undefined, { database: 'rdsadmin' })).toContain(rejected);
    expect(await sql('postgres', 'SELECT 1', undefined, { user: 'rdsadmin' })).toContain(rejected);
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
  it('applies changed parameters, whatever their values contain', async () => {
    const file = join(stage.environment.stateFolder, 'secrets/postgres/primary.conf');
    const before = await stage.secret('postgres/primary.conf');
    const changed = before
      .replace("'pg_stat_statements'", "'pg_stat_statements,auto_explain'")
      .replace("rds.force_ssl = '1'", "rds.force_ssl = '0'");
    await writePrivateFile(file, `${changed}search_path = '"$user", public, other'\n`);
    await stage.stop('postgres');
    await stage.start('postgres');
    expect(await sql('postgres', 'SHOW shared_preload_libraries')).toBe('pg_stat_statements,auto_explain');
    expect(await sql('postgres', 'SHOW search_path')).toBe('"$user", public, other');
    expect(await sql('postgres', 'SELECT 1', undefined, { sslmode: 'disable' })).toBe('1');
    await writePrivateFile(file, before);
  });

  it('gives a database of an earlier version the administrator and the roles of RDS', async () => {
    const asAdministrator = ['psql', '-X', '-q', '-h', '/tmp', '-U', 'rdsadmin', '-d', 'postgres'];
    const asEarlier = [
      'CREATE ROLE earlier SUPERUSER',
      'SET SESSION AUTHORIZATION earlier',
      'ALTER ROLE rdsadmin RENAME TO postgres',
    ].flatMap((statement) => ['-c', statement]);
    await stage.engine.exec(stage.id('postgres'), [...asAdministrator, ...asEarlier], { user: 'postgres' });
    await stage.engine.exec(stage.id('postgres'), ['rm', '/var/lib/postgresql/data/primary/roles.sha256']);
    await stage.stop('postgres');
    await stage.start('postgres');
    expect(await sql('postgres', 'SELECT rolname FROM pg_roles WHERE oid = 10')).toBe('rdsadmin');
    expect(await sql('postgres', "SELECT count(*) FROM pg_roles WHERE rolname = 'postgres'")).toBe('0');
  });

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
