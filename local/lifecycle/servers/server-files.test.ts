import { expect, test } from 'vitest';
import { emptyWorkload, exampleSecret } from '../../../definition/testing/examples.ts';
import type { Workload } from '../../../definition/workload.ts';
import { Secret } from '../../../failure/secret.ts';
import { primaryDatabase } from '../database/store-database.ts';
import type { KeptSecrets } from '../kept-secrets.ts';
import { composeEnvironmentText } from './compose-variables.ts';
import { postgresArguments, redisParameters } from './server-files.ts';

function workload(parameters: Readonly<Record<string, string>> = {}): Workload {
  const database = {
    logicalId: 'Primary',
    identifier: 'shop-postgres',
    engine: 'postgres',
    engineVersion: '16',
    databaseName: 'shop',
    port: 5432,
    parameters,
  };
  return {
    ...emptyWorkload,
    databases: [{ ...database, logicalId: 'Replica', sourceInstance: 'Primary' }, database],
    secrets: [
      exampleSecret({ logicalId: 'DatabaseSecret', name: 'shop/database', attachedDatabase: 'Primary' }),
    ],
  };
}

const kept: KeptSecrets = new Map([
  ['DatabaseSecret', { name: 'shop/database', value: new Secret('{"username":"owner","password":"hush"}') }],
]);

test('the database and its owner come from the primary and its attached secret', () => {
  expect(primaryDatabase(workload(), kept)).toEqual({
    name: 'shop',
    owner: 'owner',
    secret: 'DatabaseSecret',
  });
});

test('a definition without a database is refused by name', () => {
  expect(() => primaryDatabase({ ...workload(), databases: [] }, kept)).toThrow(
    expect.objectContaining({ code: 'DEFINITION_WITHOUT_DATABASE' }),
  );
});

test('PostgreSQL gets the parameters that are its own', () => {
  const parameters = {
    'rds.force_ssl': '1',
    log_min_duration_statement: '1000',
    shared_buffers: '{DBInstanceClassMemory/32768}',
  };
  expect(postgresArguments(workload(parameters))).toEqual(['-c', 'log_min_duration_statement=1000']);
});

test('Redis gets the parameters that are its own', () => {
  const group = {
    logicalId: 'Redis',
    id: 'shop-redis',
    engineVersion: '7.1',
    port: 6379,
    transitEncryptionEnabled: true,
    parameters: { 'maxmemory-policy': 'noeviction', 'cluster-enabled': 'no', 'notify-keyspace-events': '' },
  };
  expect(redisParameters(group)).toBe('maxmemory-policy noeviction\nnotify-keyspace-events ""\n');
});

test('a value of the compose file keeps its dollars and quotes', () => {
  expect(composeEnvironmentText({ A: '/home/$USER', B: "it's" })).toBe("A='/home/$USER'\nB='it\\'s'\n");
});
