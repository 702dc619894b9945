import { type AttributeValues, attributes } from '../../../definition/values/attributes.ts';
import type { ResourceView } from '../../../definition/values/resource-view.ts';
import type { Provision, Rows } from '../provision.ts';

/** The ports on which the data stores listen inside the compose network, whatever the template says. */
const postgresPort = '5432';
const redisPort = '6379';

/** The compose service that provides a database instance: the replica where it replicates another one. */
function databaseHost(resource: ResourceView): string {
  return resource.property('SourceDBInstanceIdentifier') === undefined ? 'postgres' : 'postgres-replica';
}

const redisEndpoints: AttributeValues = attributes({
  'PrimaryEndPoint.Address': () => 'redis',
  'PrimaryEndPoint.Port': () => redisPort,
  'ReaderEndPoint.Address': () => 'redis',
  'ReaderEndPoint.Port': () => redisPort,
  'ReadEndPoint.Addresses': () => '[redis]',
  'ReadEndPoint.Ports': () => `[${redisPort}]`,
  'ReadEndPoint.Addresses.List': () => ['redis'],
  'ReadEndPoint.Ports.List': () => [redisPort],
  'ConfigurationEndPoint.Address': () => 'redis',
  'ConfigurationEndPoint.Port': () => redisPort,
});

function recorded(why: string): Provision {
  return { provider: 'none', faithfulness: 'recorded', why };
}

/** RDS, ElastiCache and S3: real servers of the same kind provide them. */
export const dataStoreRows: Rows = {
  'AWS::RDS::DBInstance': {
    provider: 'postgres',
    faithfulness: 'approximated',
    why: 'PostgreSQL 16 with the roles, TLS and extensions described in docs/data-stores.md, and a streaming replica. RDS’s API answers from what runs, backups restore any time, and a failover restarts the server: there is no second machine.',
    localValues: attributes({ 'Endpoint.Address': databaseHost, 'Endpoint.Port': () => postgresPort }),
  },
  'AWS::RDS::DBParameterGroup': {
    provider: 'postgres',
    faithfulness: 'approximated',
    why: 'PostgreSQL parameters take effect, except those that size the machine and the `rds.*` parameters listed below.',
  },
  'AWS::RDS::DBSubnetGroup': recorded('The database runs in the environment’s single compose network.'),
  'AWS::RDS::OptionGroup': recorded('RDS for PostgreSQL has no options.'),
  'AWS::ElastiCache::ReplicationGroup': {
    provider: 'redis',
    faithfulness: 'approximated',
    why: 'A single Redis 7 node, with TLS and AUTH if the template enables them, and without the commands that ElastiCache restricts. No replicas: at a failover, the node restarts, keeps what was written and is described as the former replica; metrics stay with the first node.',
    localValues: redisEndpoints,
  },
  'AWS::ElastiCache::CacheCluster': {
    provider: 'redis',
    faithfulness: 'approximated',
    why: 'A single Redis 7 node without TLS or AUTH, as on AWS, and without the commands that ElastiCache restricts.',
    localValues: attributes({
      'RedisEndpoint.Address': () => 'redis',
      'RedisEndpoint.Port': () => redisPort,
    }),
  },
  'AWS::ElastiCache::ParameterGroup': {
    provider: 'redis',
    faithfulness: 'approximated',
    why: 'Redis parameters take effect, except those for replicas and cluster mode.',
  },
  'AWS::ElastiCache::SubnetGroup': recorded('Redis runs in the environment’s single compose network.'),
  'AWS::S3::Bucket': {
    provider: 's3',
    faithfulness: 'approximated',
    why: 'An S3-compatible server holds it, without TLS or encryption; its domain names are those of AWS, and nothing answers there.',
  },
  'Custom::S3AutoDeleteObjects': {
    provider: 's3',
    faithfulness: 'approximated',
    why: 'When `local:up` deletes such a bucket, it deletes all objects and versions first; no Lambda function is run.',
  },
  'AWS::S3::BucketPolicy': {
    provider: 's3',
    faithfulness: 'approximated',
    why: 'Statements for everyone, distributions and origin access identities are enforced; tasks can use every bucket, and TLS is not required.',
  },
};
