import { expect, test } from 'vitest';
import type { DatabaseInstance } from '../../../definition/model/data-stores.ts';
import { emptyWorkload } from '../../../definition/testing/examples.ts';
import type { Workload } from '../../../definition/workload.ts';
import { primaryDatabase } from '../database/store-database.ts';
import { composeEnvironmentText } from './compose-variables.ts';
import { postgresConfigurations } from './postgres-files.ts';
import { redisConfiguration, transitEncryption } from './redis-files.ts';

type Parameters = Readonly<Record<string, string>>;

function workload(primary: Parameters = {}, replica: Parameters = {}): Workload {
  const database: DatabaseInstance = {
    logicalId: 'Primary',
    identifier: 'shop-postgres',
    engine: 'postgres',
    databaseName: 'shop',
    masterUsername: 'owner',
    masterPassword: { secret: 'DatabaseSecret', jsonKey: 'password' },
    port: 5432,
    parameters: primary,
  };
  const copy = { ...database, logicalId: 'Replica', sourceInstance: 'Primary', parameters: replica };
  return { ...emptyWorkload, databases: [copy, database] };
}

test('the database, its owner and the owner’s password come from the primary', () => {
  expect(primaryDatabase(workload())).toEqual({
    name: 'shop',
    owner: 'owner',
    password: { secret: 'DatabaseSecret', jsonKey: 'password' },
  });
});

test('a definition without a database is refused, and a database without a name by its logical id', () => {
  expect(() => primaryDatabase({ ...workload(), databases: [] })).toThrow(
    'no database that is not a replica',
  );
  const { databases } = workload();
  const nameless = databases.map(({ databaseName: _, ...database }) => database);
  expect(() => primaryDatabase({ databases: nameless })).toThrow(
    expect.objectContaining({
      code: 'DEFINITION_WITHOUT_DATABASE',
      message: 'Primary (AWS::RDS::DBInstance) has no DBName.',
    }),
  );
});

test('PostgreSQL gets each parameter, whatever is in its value', () => {
  const parameters = { 'rds.force_ssl': '1', search_path: `"$user", public`, application_name: `it's \\` };
  expect(postgresConfigurations(workload(parameters))['primary.conf']).toBe(
    [
      `rds.force_ssl = '1'`,
      `search_path = '"$user", public'`,
      `application_name = 'it''s \\\\'`,
      `wal_level = 'replica'`,
      '',
    ].join('\n'),
  );
});

test('the primary writes what logical replication needs if rds.logical_replication is on', () => {
  const { 'primary.conf': primary } = postgresConfigurations(workload({ 'rds.logical_replication': '1' }));
  expect(primary).toContain("wal_level = 'logical'\n");
});

test('the replica has its own parameters, and at least the sizes of its primary', () => {
  const primary = { max_connections: '200', work_mem: '4096', max_wal_senders: '10' };
  const replica = { max_connections: '100', work_mem: '8192', max_wal_senders: '20' };
  expect(postgresConfigurations(workload(primary, replica))['replica.conf']).toBe(
    "max_connections = '200'\nwork_mem = '8192'\nmax_wal_senders = '20'\n",
  );
});

const group = {
  logicalId: 'Redis',
  transitEncryption: true,
  parameters: { 'maxmemory-policy': 'noeviction', 'notify-keyspace-events': '' },
};

test('Redis gets its parameters, and loses the commands that ElastiCache restricts', () => {
  const configuration = redisConfiguration(group);
  expect(configuration).toContain('maxmemory-policy noeviction\nnotify-keyspace-events ""\n');
  expect(configuration).toContain('rename-command CONFIG ""\n');
});

test('Redis speaks TLS as the template says', () => {
  expect(transitEncryption(group)).toBe('required');
  expect(transitEncryption({ ...group, transitEncryption: false })).toBe('none');
});

test('a value of the compose file keeps its dollars and quotes', () => {
  expect(composeEnvironmentText({ A: '/home/$USER', B: "it's" })).toBe("A='/home/$USER'\nB='it\\'s'\n");
});
