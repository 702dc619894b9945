// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation’s own syntax.
import { expect, test } from 'vitest';
import { readTemplate } from '../testing/read-template.ts';
import { readDatabases } from './database.ts';

type Values = Readonly<Record<string, unknown>>;

const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop/database' } };
const reference = { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}:SecretString:password::}}' };
const plain = { Engine: 'postgres', EngineVersion: '16.4', DBInstanceClass: 'db.t3.micro' };

function read(properties: Values, parameters?: Values) {
  const group = {
    Type: 'AWS::RDS::DBParameterGroup',
    Properties: { Family: 'postgres16', Parameters: parameters ?? {} },
  };
  const DBParameterGroupName = { Ref: 'Group' };
  const database = {
    Type: 'AWS::RDS::DBInstance',
    Properties: { ...plain, ...(parameters === undefined ? {} : { DBParameterGroupName }), ...properties },
  };
  const [found] = readDatabases(readTemplate({ Secret: secret, Group: group, Database: database }));
  return found;
}

const parametersOf = (parameters: Values) => read({}, parameters)?.parameters ?? {};

const bad = (message: RegExp | string) =>
  expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY', message: expect.stringMatching(message) });
const unsupported = (message: RegExp | string) =>
  expect.objectContaining({ code: 'TEMPLATE_UNSUPPORTED_PROPERTY', message: expect.stringMatching(message) });

test('a database has RDS’s own parameters: TLS is asked for, pg_stat_statements is loaded', () => {
  expect(read({})?.parameters).toMatchObject({
    'rds.force_ssl': '1',
    shared_preload_libraries: 'pg_stat_statements',
    max_connections: '112',
    timezone: 'UTC',
  });
});

test('the number of connections follows the memory of the instance class', () => {
  expect(read({ DBInstanceClass: 'db.r6g.large' })?.parameters.max_connections).toBe('1802');
  expect(read({ DBInstanceClass: 'db.m5.24xlarge' })?.parameters.max_connections).toBe('5000');
  expect(read({ DBInstanceClass: 'db.unknown' })?.parameters.max_connections).toBeUndefined();
});

test('the parameter group changes what RDS sets, also by a list with blanks', () => {
  const parameters = parametersOf({
    'rds.force_ssl': 0,
    shared_preload_libraries: 'auto_explain, pg_stat_statements',
    log_connections: true,
    search_path: '"$user", public',
  });
  expect(parameters).toMatchObject({
    'rds.force_ssl': '0',
    shared_preload_libraries: 'auto_explain,pg_stat_statements',
    log_connections: 'true',
    search_path: '"$user", public',
  });
});

test('a formula is computed with the memory of the instance class', () => {
  const work_mem = 'GREATEST({DBInstanceClassMemory/1048576},64)';
  expect(parametersOf({ work_mem }).work_mem).toBe('1024');
  const sum = 'SUM({DBInstanceClassMemory*2/1048576},-1+1)';
  expect(() => parametersOf({ work_mem: sum })).toThrow(unsupported('Parameters.work_mem .* cannot compute'));
  expect(() => parametersOf({ work_mem: '{DBInstanceVCPU*2}' })).toThrow(unsupported('cannot compute'));
});

test('parameters that size the machine are recorded and do not reach the server', () => {
  expect(parametersOf({ shared_buffers: '{DBInstanceClassMemory/32768}' })).not.toHaveProperty(
    'shared_buffers',
  );
});

test.each([
  ['work_mem', '64MB', 'without a unit'],
  ['work_mem', '1', 'from 64'],
  ['log_statement', 'some', 'none'],
  ['rds.force_ssl', 'yes', '0 and 1'],
  ['shared_preload_libraries', 'pg_cron', 'no library pg_cron'],
  ['shared_preload_libraries', 'mine', 'RDS for PostgreSQL loads no library mine'],
  ['rds.allowed_extensions', 'hstore', 'all extensions'],
])('the parameter %s is refused as %s', (name, value, why) => {
  expect(() => parametersOf({ [name]: value })).toThrow(bad(why));
});

test('a parameter that PostgreSQL does not have is refused, and so is one that RDS keeps to itself', () => {
  expect(() => parametersOf({ shared_bufers: '1' })).toThrow(unsupported('Group .*Parameters.shared_bufers'));
  expect(() => parametersOf({ listen_addresses: '*' })).toThrow(unsupported('RDS lets no parameter group'));
});

test('the password comes from a secret of the template', () => {
  const { masterPassword } = read({ MasterUsername: 'shop', MasterUserPassword: reference }) ?? {};
  expect(masterPassword).toEqual({ secret: 'Secret', jsonKey: 'password' });
  expect(() => read({ MasterUserPassword: 'in clear' })).toThrow(bad(/^(?!.*in clear).*MasterUserPassword/));
});

test('a replica has the class, the version and the parameter group of its source', () => {
  const resources = {
    Group: {
      Type: 'AWS::RDS::DBParameterGroup',
      Properties: { Family: 'postgres16', Parameters: { work_mem: '128' } },
    },
    Source: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { ...plain, DBInstanceIdentifier: 'shop', DBParameterGroupName: { Ref: 'Group' } },
    },
    Replica: { Type: 'AWS::RDS::DBInstance', Properties: { SourceDBInstanceIdentifier: 'shop' } },
  };
  const [, replica] = readDatabases(readTemplate(resources));
  expect(replica).toMatchObject({
    sourceInstance: 'Source',
    parameters: { work_mem: '128', max_connections: '112' },
  });
});

test.each([
  ['Engine', 'aurora-postgresql', 'only postgres runs locally'],
  ['EngineVersion', '15.3', 'PostgreSQL 16 runs locally'],
  ['Port', 5433, 'listens on 5432'],
  ['MasterUsername', 'admin', 'reserved'],
  ['MasterUsername', '1shop', 'legal are'],
  ['DBName', 'postgres', 'reserved'],
  ['AllocatedStorage', 'plenty', 'a number of GiB'],
  ['BackupRetentionPeriod', 36, 'a whole number from 0 to 35'],
  ['PreferredBackupWindow', '1am-2am', 'expected times in UTC'],
  ['PreferredMaintenanceWindow', '18:00-19:00', 'expected days and times in UTC'],
  ['PerformanceInsightsRetentionPeriod', 30, 'months of 31 days'],
  ['StorageType', 'gp4', 'gp3'],
])('%s %s is refused', (name, value, why) => {
  expect(() => read({ [name]: value })).toThrow(bad(why));
});

test('a property that AWS has and the local side cannot play is refused by name', () => {
  expect(() => read({ DBSnapshotIdentifier: 'snapshot' })).toThrow(unsupported('nothing to restore from'));
  expect(() => read({ EnableIAMDatabaseAuthentication: true })).toThrow(unsupported('IAM'));
  expect(() => read({ ManageMasterUserPassword: true })).toThrow(unsupported('a secret of the template'));
  expect(() => read({ Colour: 'red' })).toThrow(unsupported('Database .*: Colour'));
});
