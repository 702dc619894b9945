// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation’s own syntax.
import { expect, test } from 'vitest';
import { readTemplate } from '../testing/read-template.ts';
import { readReplicationGroups } from './replication-group.ts';

type Values = Readonly<Record<string, unknown>>;

const token = { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}:SecretString:token::}}' };

function read(properties: Values, parameters: Values = {}, Type = 'AWS::ElastiCache::ReplicationGroup') {
  const resources = {
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop/redis' } },
    Group: {
      Type: 'AWS::ElastiCache::ParameterGroup',
      Properties: { CacheParameterGroupFamily: 'redis7', Properties: parameters },
    },
    Redis: { Type, Properties: { CacheParameterGroupName: { Ref: 'Group' }, ...properties } },
  };
  const [found] = readReplicationGroups(readTemplate(resources));
  return found;
}

const bad = (message: string) =>
  expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY', message: expect.stringMatching(message) });
const unsupported = (message: string) =>
  expect.objectContaining({ code: 'TEMPLATE_UNSUPPORTED_PROPERTY', message: expect.stringMatching(message) });

test('Redis speaks plain text unless the template encrypts in transit', () => {
  expect(read({})?.transitEncryption).toBe(false);
  expect(read({ TransitEncryptionEnabled: true })?.transitEncryption).toBe(true);
});

test('the primary node of a group has a number, and a cluster of its own has its name', () => {
  expect(read({})?.cacheClusterId).toBe('Redis-001');
  expect(read({ Engine: 'redis' }, {}, 'AWS::ElastiCache::CacheCluster')?.cacheClusterId).toBe('Redis');
});

test('a token needs encryption in transit', () => {
  expect(read({ TransitEncryptionEnabled: true, AuthToken: token })?.authToken).toEqual({
    secret: 'Secret',
    jsonKey: 'token',
  });
  expect(() => read({ AuthToken: token })).toThrow(bad('AuthToken needs encryption in transit'));
});

test.each<[string, Values, string]>([
  [
    'characters that ElastiCache does not take',
    { GenerateSecretString: {} },
    'may contain " % .*: exclude them',
  ],
  ['too few', { GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 15 } }, '16 to 128'],
])('a token with %s is refused', (_, Properties, why) => {
  const resources = {
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties },
    Redis: {
      Type: 'AWS::ElastiCache::ReplicationGroup',
      Properties: {
        TransitEncryptionEnabled: true,
        AuthToken: { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}}}' },
      },
    },
  };
  expect(() => readReplicationGroups(readTemplate(resources))).toThrow(bad(why));
});

test('Redis has the memory of its node type, less what is reserved', () => {
  const parametersOf = (CacheNodeType: string, parameters: Values = {}) =>
    read({ CacheNodeType }, parameters)?.parameters;
  expect(parametersOf('cache.t3.micro')).toMatchObject({ maxmemory: '402653184' });
  expect(parametersOf('cache.t3.micro', { 'reserved-memory-percent': 50 })).toMatchObject({
    maxmemory: '268435456',
  });
  expect(parametersOf('cache.r6g.16xlarge')).not.toHaveProperty('maxmemory');
  expect(parametersOf('cache.t2.micro')).not.toHaveProperty('maxmemory');
});

test('Redis evicts keys with a time to live unless the parameter group says otherwise', () => {
  expect(read({})?.parameters['maxmemory-policy']).toBe('volatile-lru');
});

test('parameters become lines of the Redis configuration, those for one class of clients a single line', () => {
  const parameters = {
    'maxmemory-policy': 'allkeys-lru',
    'notify-keyspace-events': 'Ex',
    'client-output-buffer-limit-normal-hard-limit': '1000',
    'cluster-enabled': 'no',
    'repl-backlog-size': '1048576',
  };
  expect(read({}, parameters)?.parameters).toEqual({
    'maxmemory-policy': 'allkeys-lru',
    'notify-keyspace-events': 'Ex',
    'client-output-buffer-limit': 'normal 1000 0 0 pubsub 33554432 8388608 60',
  });
});

test.each([
  ['maxmemory-policy', 'some-lru', 'maxmemory-policy'],
  ['databases', '0', 'whole numbers from 1 to 1200000'],
  ['timeout', '-1', 'whole numbers from 0'],
  ['reserved-memory-percent', '101', 'from 0 to 100'],
  ['notify-keyspace-events', 'Q', 'expected only the letters'],
])('the parameter %s is refused as %s', (name, value, why) => {
  expect(() => read({}, { [name]: value })).toThrow(bad(why));
});

test('a parameter that Redis does not have is refused, and so is one that ElastiCache keeps to itself', () => {
  expect(() => read({}, { maxmemorypolicy: 'noeviction' })).toThrow(
    unsupported('Properties.maxmemorypolicy'),
  );
  expect(() => read({}, { 'cluster-enabled': 'yes' })).toThrow(unsupported('cluster mode is not supported'));
  expect(() => read({}, { appendonly: 'yes' })).toThrow(
    unsupported('ElastiCache does not allow parameter groups'),
  );
});

test.each<[string, Values, string]>([
  [
    'a parameter group of cluster mode',
    { CacheParameterGroupName: 'default.redis7.cluster.on' },
    'cluster mode',
  ],
  ['a version that ElastiCache does not have', { EngineVersion: '7.2' }, '7.0 and 7.1'],
  [
    'a size that a family does not have',
    { CacheNodeType: 'cache.t4g.nonsense' },
    'the types of cache.t4g are',
  ],
  ['a family that is no more', { CacheNodeType: 'cache.m3.large' }, 'has no nodes of this family'],
  ['a type of RDS', { CacheNodeType: 'db.t4g.micro' }, 'expected a type such as cache.t4g.micro'],
  ['a size that nothing has', { CacheNodeType: 'cache.m9x.tiny' }, 'no type has this size'],
  ['the group of another version', { CacheParameterGroupName: 'default.redis6.x' }, 'default.redis7'],
  ['too many snapshots', { SnapshotRetentionLimit: 36 }, '0 to 35'],
  ['a name with an underscore', { ReplicationGroupId: 'a_b' }, 'single hyphens'],
  ['zones without failover', { MultiAZEnabled: true }, 'needs AutomaticFailoverEnabled'],
  ['failover without a replica', { AutomaticFailoverEnabled: true, NumCacheClusters: 1 }, 'two nodes'],
])('%s is refused', (_what, properties, why) => {
  expect(() => read(properties)).toThrow(bad(why));
});

test.each<[string, Values, string]>([
  ['cluster mode', { NumNodeGroups: 2 }, 'cluster mode is not supported locally'],
  ['another engine', { Engine: 'valkey' }, 'only redis runs locally'],
  ['another major version', { EngineVersion: '6.2' }, 'Redis 7 runs locally'],
  ['another port', { Port: 6380 }, 'listens only on 6379'],
  [
    'both ways on one port',
    { TransitEncryptionEnabled: true, TransitEncryptionMode: 'preferred' },
    'not both',
  ],
])('%s, which AWS has, is refused by name', (_what, properties, why) => {
  expect(() => read(properties)).toThrow(unsupported(why));
});

test('a cluster of Redis is a Redis without TLS and without a token; memcached is refused', () => {
  const cluster = 'AWS::ElastiCache::CacheCluster';
  expect(read({ Engine: 'redis' }, {}, cluster)).toMatchObject({ transitEncryption: false });
  expect(() => read({ Engine: 'memcached' }, {}, cluster)).toThrow(unsupported('only redis runs locally'));
});
