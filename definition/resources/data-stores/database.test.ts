// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation’s own syntax.
import { expect, test } from 'vitest';
import { readTemplate } from '../testing/read-template.ts';
import { readDatabases } from './database.ts';

type Values = Readonly<Record<string, unknown>>;

const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop/database' } };
const reference = { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}:SecretString:password::}}' };
const nothing = { Ref: 'AWS::NoValue' };
const plain = {
  Engine: 'postgres',
  EngineVersion: '16.4',
  DBInstanceClass: 'db.t3.micro',
  AllocatedStorage: '20',
  MasterUsername: 'shop',
  MasterUserPassword: reference,
};

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
  expect(read({ DBInstanceClass: 'db.x2iedn.xlarge' })?.parameters.max_connections).toBe('5000');
  // A family that is newer than the list of those that are known.
  expect(read({ DBInstanceClass: 'db.r9x.large' })?.parameters.max_connections).toBe('1802');
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
  expect(parametersOf({ work_mem: '{EndPointPort}' }).work_mem).toBe('5432');
  expect(() => parametersOf({ work_mem: '{DBInstanceClassMemory*4}' })).toThrow(
    bad('work_mem .* it evaluates to 4294967296: expected numbers from 64'),
  );
});

test('parameters that size the machine are recorded and do not reach the server', () => {
  expect(parametersOf({ shared_buffers: '{DBInstanceClassMemory/32768}' })).not.toHaveProperty(
    'shared_buffers',
  );
});

test.each([
  ['work_mem', '64MB', 'without a unit'],
  ['shared_buffers', 'banana', 'expected numbers'],
  ['work_mem', '1', 'from 64'],
  ['log_statement', 'some', 'none'],
  ['rds.force_ssl', 'yes', '0 and 1'],
  ['shared_preload_libraries', 'pg_cron', 'no library pg_cron'],
  ['shared_preload_libraries', 'mine', 'RDS for PostgreSQL does not have the library mine'],
])('the parameter %s is refused as %s', (name, value, why) => {
  expect(() => parametersOf({ [name]: value })).toThrow(bad(why));
});

test('a parameter that PostgreSQL does not have is refused, and so is one that RDS reserves', () => {
  expect(() => parametersOf({ shared_bufers: '1' })).toThrow(unsupported('Group .*Parameters.shared_bufers'));
  expect(() => parametersOf({ listen_addresses: '*' })).toThrow(unsupported('RDS does not allow'));
  expect(() => parametersOf({ 'rds.allowed_extensions': 'hstore' })).toThrow(
    unsupported('every RDS extension'),
  );
});

test('the password comes from a secret in the template', () => {
  const { masterPassword } = read({ MasterUsername: 'shop', MasterUserPassword: reference }) ?? {};
  expect(masterPassword).toEqual({ secret: 'Secret', jsonKey: 'password' });
  expect(() => read({ MasterUserPassword: 'in clear' })).toThrow(bad(/^(?!.*in clear).*MasterUserPassword/));
});

test.each<[string, RegExp]>([
  ['SecretString:token::', /has no key token, only password/],
  ['SecretString:password:AWSPREVIOUS:', /has no version other than AWSCURRENT/],
  ['SecretString:password::1', /version IDs of Secret/],
  ['SecretBinary:password::', /is not a reference to a secret/],
])('a password that a secret in the template does not have is refused: %s', (rest, why) => {
  const Properties = { SecretString: '{"password":"long-enough"}' };
  const Secret = { Type: 'AWS::SecretsManager::Secret', Properties };
  const MasterUserPassword = { 'Fn::Sub': `{{resolve:secretsmanager:\${Secret}:${rest}}}` };
  const Database = { Type: 'AWS::RDS::DBInstance', Properties: { ...plain, MasterUserPassword } };
  expect(() => readDatabases(readTemplate({ Secret, Database }))).toThrow(bad(why));
});

test('a replica has the class, the version and the parameter group of its source', () => {
  const resources = {
    Group: {
      Type: 'AWS::RDS::DBParameterGroup',
      Properties: { Family: 'postgres16', Parameters: { work_mem: '128' } },
    },
    Secret: secret,
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
  ['MasterUsername', 'admin', 'reserved'],
  ['MasterUsername', '1shop', 'expected'],
  ['DBName', 'template1', 'reserved'],
  ['Engine', 'postgresql', 'expected "postgres"'],
  ['EngineVersion', '16.x', 'PostgreSQL 16 runs locally'],
  ['DBInstanceClass', 'db.t4g.nonsense', 'the classes of db.t4g are micro, small'],
  ['DBInstanceClass', 'db.t4g.16xlarge', 'the classes of db.t4g are micro, small'],
  ['DBInstanceClass', 'db.m4.large', 'not run PostgreSQL 16 on this family'],
  ['DBInstanceClass', 'db.r9x.9large', 'no class has this size'],
  ['DBInstanceClass', 'db.unknown', 'expected a class such as db.t4g.micro'],
  ['DBInstanceClass', 'constructor', 'expected a class such as db.t4g.micro'],
  ['EngineVersion', '16.7', 'RDS does not offer this version'],
  ['DBInstanceIdentifier', 'a--b', 'single hyphens'],
  ['DBParameterGroupName', 'default.postgres15', 'default.postgres16'],
  ['BackupRetentionPeriod', 36, '0 to 35'],
  ['Port', 80, '1150 to 65535'],
  ['StorageType', 'gp4', 'gp3'],
  ['MonitoringInterval', 7, '0, 1, 5'],
  ['PerformanceInsightsRetentionPeriod', 30, '7, 731'],
  ['EnableCloudwatchLogsExports', ['slowquery'], 'postgresql'],
  ['PreferredMaintenanceWindow', 'sunday', 'Sun:05:00-Sun:06:00'],
  ['PreferredBackupWindow', '3-4', '03:00-04:00'],
  ['LicenseModel', 'bring-your-own-license', 'postgresql-license'],
])('%s %s is refused', (name, value, why) => {
  expect(() => read({ [name]: value })).toThrow(bad(why));
});

test.each([
  ['Engine', 'aurora-postgresql', 'only postgres runs locally'],
  ['EngineVersion', '15.3', 'PostgreSQL 16 runs locally'],
  ['Port', 5433, 'listens only on 5432'],
  ['DBName', 'postgres', 'uses the database postgres to restore snapshots'],
])('%s %s, which AWS has, is refused by name', (name, value, why) => {
  expect(() => read({ [name]: value })).toThrow(unsupported(why));
});

test.each<[string, Values, RegExp]>([
  ['no class', { DBInstanceClass: nothing }, /DBInstanceClass is missing: RDS requires it/],
  ['no storage', { AllocatedStorage: nothing }, /AllocatedStorage is missing: RDS requires it/],
  ['no user', { MasterUsername: nothing }, /MasterUsername is missing: RDS requires it/],
  ['too little storage', { AllocatedStorage: 10 }, /expected 20 to 65536 GiB for gp2/],
  ['too little of io1', { StorageType: 'io1', Iops: 1000 }, /expected 100 to 65536 GiB for io1/],
  ['io2 without a rate', { StorageType: 'io2', AllocatedStorage: 100 }, /StorageType .* io2 needs Iops/],
  ['a rate of gp2', { StorageType: 'gp2', Iops: 3000 }, /Iops .* it cannot be provisioned for gp2/],
  ['a rate of small gp3', { StorageType: 'gp3', Iops: 4000 }, /Iops .* gp3 below 400 GiB/],
  [
    'a throughput of small gp3',
    { StorageType: 'gp3', StorageThroughput: 500 },
    /StorageThroughput .* below 400/,
  ],
  ['a low rate of gp3', { StorageType: 'gp3', AllocatedStorage: 400, Iops: 3000 }, /12000 to 64000/],
  [
    'a low throughput of gp3',
    { StorageType: 'gp3', AllocatedStorage: 400, StorageThroughput: 125 },
    /StorageThroughput .* 500 to 4000/,
  ],
  ['a throughput of io1', { Iops: 1000, AllocatedStorage: 100, StorageThroughput: 125 }, /only gp3 has it/],
  ['a rate beyond the size', { Iops: 6000, AllocatedStorage: 100 }, /0.5 to 50 per GiB/],
  [
    'growth to less',
    { MaxAllocatedStorage: 20 },
    /MaxAllocatedStorage .* greater than AllocatedStorage, which is 20/,
  ],
  ['a zone of two', { MultiAZ: true, AvailabilityZone: 'eu-west-1a' }, /RDS chooses the zones/],
  ['samples without a role', { MonitoringInterval: 60 }, /needs a MonitoringRoleArn/],
  ['a key without encryption', { KmsKeyId: 'key' }, /StorageEncrypted .* KmsKeyId needs it/],
])('an invalid combination of properties is refused as by RDS: %s', (_, properties, why) => {
  expect(() => read(properties)).toThrow(bad(why));
});

test.each<[string, Values, RegExp]>([
  ['characters that RDS does not take', { GenerateSecretString: {} }, /may contain " \/ @, .*: exclude them/],
  ['too few', { GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 7 } }, /8 to 128/],
  ['too many', { GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 129 } }, /8 to 128/],
  ['a short value in clear', { SecretString: 'short' }, /has 5 characters: expected 8 to 128/],
  ['a bad value in clear', { SecretString: 'at@home-and-long' }, /contains characters other than/],
  [
    'JSON',
    { GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'a' } },
    /the secret Secret is a JSON object: refer to one of its keys/,
  ],
])('a password with %s is refused, and not shown', (_, Properties, why) => {
  const MasterUserPassword = { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}}}' };
  const Secret = { Type: 'AWS::SecretsManager::Secret', Properties };
  const Database = { Type: 'AWS::RDS::DBInstance', Properties: { ...plain, MasterUserPassword } };
  expect(() => readDatabases(readTemplate({ Secret, Database }))).toThrow(bad(why));
  expect(() => readDatabases(readTemplate({ Secret, Database }))).not.toThrow(/at@home/);
});

test.each<[string, Values, Values, RegExp]>([
  [
    'a name of its own',
    {},
    { DBName: 'other' },
    /DBName .* a replica has the same value as its source Source/,
  ],
  [
    'no backups of its source',
    { BackupRetentionPeriod: 0 },
    {},
    /Source .*BackupRetentionPeriod .* Replica needs/,
  ],
])('a replica with %s is refused', (_, ofSource, ofReplica, why) => {
  const resources = {
    Secret: secret,
    Source: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { ...plain, DBInstanceIdentifier: 'shop', ...ofSource },
    },
    Replica: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { SourceDBInstanceIdentifier: 'shop', ...ofReplica },
    },
  };
  expect(() => readDatabases(readTemplate(resources))).toThrow(bad(why));
});

test('a parameter group that no database has is read too', () => {
  const Group = {
    Type: 'AWS::RDS::DBParameterGroup',
    Properties: { Family: 'postgres16', Parameters: { a: 1 } },
  };
  expect(() => readDatabases(readTemplate({ Group }))).toThrow(unsupported('Group .*Parameters.a'));
});

test('a property that AWS has and the local environment cannot emulate is refused by name', () => {
  expect(() => read({ DBSnapshotIdentifier: 'snapshot' })).toThrow(unsupported('nothing to restore from'));
  expect(() => read({ EnableIAMDatabaseAuthentication: true })).toThrow(unsupported('IAM'));
  expect(() => read({ ManageMasterUserPassword: true })).toThrow(unsupported('a secret in the template'));
  expect(() => read({ Colour: 'red' })).toThrow(unsupported('Database .*: Colour'));
});
