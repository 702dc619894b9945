import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitUntil } from '../../time/wait-until.ts';
import { connectEngine } from '../docker/dockerode-engine.ts';
import { imageOf } from '../images/testing/image-of.ts';
import { LoopbackPostgres } from '../images/testing/loopback-containers.ts';
import { readMark, writeMark } from './database-mark.ts';
import { type PostgresServer, postgresServer } from './postgres-server.ts';
import { makeSpare, restoreSnapshot, snapshotOf, spareOf, takeSnapshot } from './snapshot.ts';

const owner = 'shop';
const store = 'store "1"';
const mark = { setUpBy: 'digest', migratedBy: 'sha256:1', seeded: true };
const engine = connectEngine();
let container: Awaited<ReturnType<typeof startPostgres>>;
let server: PostgresServer;

beforeAll(async () => {
  container = await startPostgres();
  server = postgresServer(engine, container.getId());
  await server.run('postgres', `CREATE ROLE ${owner}`);
});
afterAll(() => container?.stop());

/** With the administrator and the socket that the primary has; a kill of the server loses nothing without fsync either. */
async function startPostgres() {
  return await new LoopbackPostgres(await imageOf('postgres'))
    .withUsername('rdsadmin')
    .withCommand(['postgres', '-c', 'unix_socket_directories=/tmp', '-c', 'fsync=off'])
    .start();
}

/** A store with one product, and nothing of the test before. */
beforeEach(async () => {
  // A spare that is still being made ends before its turn is over.
  await server.run('postgres', `SELECT pg_advisory_lock(hashtext('${store}'))`);
  for (const database of [store, snapshotOf(store), spareOf(store)]) {
    await server.run('postgres', `DROP DATABASE IF EXISTS ${quoted(database)} WITH (FORCE)`);
  }
  await server.run('postgres', `CREATE DATABASE ${quoted(store)} OWNER ${owner}`);
  await server.run(
    store,
    'CREATE TABLE products (name text)',
    `ALTER TABLE products OWNER TO ${owner}`,
    "INSERT INTO products VALUES ('tea')",
  );
});

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const products = (database = store) => server.run(database, 'SELECT name FROM products ORDER BY name');
const ownerOf = (database: string) =>
  server.run('postgres', `SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '${database}'`);

/** A client that stays connected until the server ends it; gives what it said then. */
async function connectedClient(): Promise<{ readonly ended: Promise<string> }> {
  const psql = ['psql', '-X', '-q', '-h', '/tmp', '-U', 'rdsadmin', '-d', store];
  const client = engine.exec(container.getId(), [...psql, '-c', 'SELECT pg_sleep(600)']);
  const isConnected = `SELECT 1 FROM pg_stat_activity WHERE datname = '${store}' AND query LIKE '%sleep%'`;
  await expect.poll(() => server.run('postgres', isConnected), { timeout: 20_000 }).toEqual(['1']);
  return { ended: client.then(({ stderr }) => stderr) };
}

/** The id of the spare once it exists. */
async function spare(): Promise<string> {
  const idOfSpare = () => idOf(spareOf(store));
  await expect.poll(idOfSpare, { timeout: 20_000 }).not.toEqual([]);
  return (await idOfSpare())[0] ?? '';
}
const idOf = (database: string) =>
  server.run('postgres', `SELECT oid FROM pg_database WHERE datname = '${database}'`);

describe('the mark of a database', () => {
  it('is what was written last, and nothing of a database that was never marked', async () => {
    expect(await readMark(server, store)).toEqual({ setUpBy: '', migratedBy: '', seeded: false });
    await writeMark(server, store, { setUpBy: '', migratedBy: "it's", seeded: false });
    await writeMark(server, store, mark);
    expect(await readMark(server, store)).toEqual(mark);
  });

  it('is not there where the database is not', async () => {
    expect(await readMark(server, 'nowhere')).toBeUndefined();
  });

  it("is empty where the comment is somebody else's", async () => {
    await server.run('postgres', `COMMENT ON DATABASE ${quoted(store)} IS 'spree-parity is nice'`);
    expect(await readMark(server, store)).toEqual({ setUpBy: '', migratedBy: '', seeded: false });
  });

  it('survives a kill of the server', async () => {
    await writeMark(server, store, mark);
    await engine.killContainer(container.getId(), 'SIGKILL');
    await engine.startContainer(container.getId());
    await waitUntil({ what: 'PostgreSQL to answer', timeoutMs: 30_000 }, () =>
      server.run('postgres', 'SELECT 1').catch(() => undefined),
    );
    expect(await readMark(server, store)).toEqual(mark);
  });
});

describe('the snapshot of a database', () => {
  it('keeps the data, the mark and the owner as they were', async () => {
    await writeMark(server, store, mark);
    await takeSnapshot(server, store);
    await server.run(store, "INSERT INTO products VALUES ('coffee')");
    await writeMark(server, store, { setUpBy: '', migratedBy: 'sha256:2', seeded: true });
    expect(await products(snapshotOf(store))).toEqual(['tea']);
    expect(await readMark(server, snapshotOf(store))).toEqual(mark);
    expect(await ownerOf(snapshotOf(store))).toEqual([owner]);
  });

  it('takes the place of the one before', async () => {
    await takeSnapshot(server, store);
    await server.run(store, "INSERT INTO products VALUES ('coffee')");
    await takeSnapshot(server, store);
    expect(await products(snapshotOf(store))).toEqual(['coffee', 'tea']);
  });

  it('is put back under open connections, which end, and can be put back again', async () => {
    await writeMark(server, store, mark);
    await takeSnapshot(server, store);
    for (const name of ['coffee', 'cocoa']) {
      await server.run(store, `INSERT INTO products VALUES ('${name}')`);
      const client = await connectedClient();
      await restoreSnapshot(server, store);
      expect(await client.ended).toContain('terminating connection due to administrator command');
      expect(await products()).toEqual(['tea']);
    }
    expect([await readMark(server, store), await ownerOf(store)]).toEqual([mark, [owner]]);
  });

  it('is put back as a copy that was ready', async () => {
    await writeMark(server, store, mark);
    await takeSnapshot(server, store);
    for (const name of ['coffee', 'cocoa']) {
      const ready = await spare();
      await server.run(store, `INSERT INTO products VALUES ('${name}')`);
      const restored = await restoreSnapshot(server, store);
      await makeSpare(server, store);
      expect([restored.mark, await idOf(store), await products()]).toEqual([mark, [ready], ['tea']]);
    }
  });

  it('is copied where no copy is ready', async () => {
    await takeSnapshot(server, store);
    await spare();
    await server.run('postgres', `DROP DATABASE ${quoted(spareOf(store))}`);
    await server.run(store, 'DELETE FROM products');
    await restoreSnapshot(server, store);
    expect(await products()).toEqual(['tea']);
  });

  it('is never put back as a copy of the one before', async () => {
    await takeSnapshot(server, store);
    await server.run(store, "INSERT INTO products VALUES ('coffee')");
    await takeSnapshot(server, store);
    await restoreSnapshot(server, store);
    expect(await products()).toEqual(['coffee', 'tea']);
  });

  it('that is not there leaves the database as it is', async () => {
    await expect(restoreSnapshot(server, store)).rejects.toMatchObject({
      code: 'DATABASE_STATEMENT_FAILED',
      message: expect.stringContaining('does not exist'),
    });
    expect(await products()).toEqual(['tea']);
  });

  it('is put back although an earlier attempt broke off in the middle', async () => {
    await takeSnapshot(server, store);
    await server.run(store, 'DELETE FROM products');
    await server.run('postgres', `CREATE DATABASE ${quoted(`${store}_new`)}`);
    await restoreSnapshot(server, store);
    expect(await products()).toEqual(['tea']);
  });
});
