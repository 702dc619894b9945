import { PostgreSqlContainer, type StartedPostgreSqlContainer } from '@testcontainers/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

/** Testcontainers publishes ports on every interface of the machine; here on loopback alone. */
class LoopbackPostgres extends PostgreSqlContainer {
  protected override async beforeContainerCreated() {
    this.hostConfig.PortBindings = { '5432/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] };
  }
}

let postgres: StartedPostgreSqlContainer;

beforeAll(async () => {
  const schema = {
    source: `${process.env.STORE_SCHEMA}`,
    target: '/docker-entrypoint-initdb.d/schema.sql',
    mode: 0o644,
  };
  postgres = await new LoopbackPostgres(`${process.env.POSTGRES_IMAGE}`)
    .withCommand(['postgres', '-c', 'fsync=off'])
    .withCopyFilesToContainer([schema])
    .start();
  await postgres.snapshot();
}, 60_000);
afterAll(() => postgres?.stop());

beforeEach(() => postgres.restoreSnapshot());

test.each(['first', 'second'])('the %s test finds the tables of the store as they were', async () => {
  const client = new pg.Client({ connectionString: postgres.getConnectionUri() });
  await client.connect();
  const { rows } = await client.query("SELECT to_regclass('left_behind') AS left_behind");
  expect(rows).toEqual([{ left_behind: null }]);
  await client.query('CREATE TABLE left_behind AS SELECT * FROM schema_migrations');
  await client.end();
});
