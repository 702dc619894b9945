import { type AttributeValues, attributes } from '../../../definition/values/attributes.ts';
import type { ResourceView } from '../../../definition/values/resource-view.ts';
import type { Realisation, Rows } from '../realisation.ts';

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

function recorded(why: string): Realisation {
  return { provider: 'not-realised', faithfulness: 'recorded', why };
}

/** RDS, ElastiCache and S3: real servers of the same kind provide them. */
export const dataStoreRows: Rows = {
  'AWS::RDS::DBInstance': {
    provider: 'postgres',
    faithfulness: 'approximated',
    why: 'PostgreSQL 16 with the roles, TLS and extensions of docs/data-stores.md, and a streaming replica; no standby and no backups.',
    localValues: attributes({ 'Endpoint.Address': databaseHost, 'Endpoint.Port': () => postgresPort }),
  },
  'AWS::RDS::DBParameterGroup': {
    provider: 'postgres',
    faithfulness: 'approximated',
    why: 'The parameters of PostgreSQL act, but for those that size the machine; of those of RDS (`rds.*`) the listed ones.',
  },
  'AWS::RDS::DBSubnetGroup': recorded('The database is in the one compose network.'),
  'AWS::RDS::OptionGroup': recorded('PostgreSQL has no options of RDS.'),
  'AWS::ElastiCache::ReplicationGroup': {
    provider: 'redis',
    faithfulness: 'approximated',
    why: 'One Redis 7, with TLS and AUTH where the template has them and without the commands that ElastiCache restricts; no replica and no failover.',
    localValues: redisEndpoints,
  },
  'AWS::ElastiCache::CacheCluster': {
    provider: 'redis',
    faithfulness: 'approximated',
    why: 'One Redis 7 in plain text and without AUTH, as on AWS, and without the commands that ElastiCache restricts.',
    localValues: attributes({
      'RedisEndpoint.Address': () => 'redis',
      'RedisEndpoint.Port': () => redisPort,
    }),
  },
  'AWS::ElastiCache::ParameterGroup': {
    provider: 'redis',
    faithfulness: 'approximated',
    why: 'The parameters of Redis act, but for those of replicas and of cluster mode.',
  },
  'AWS::ElastiCache::SubnetGroup': recorded('Redis is in the one compose network.'),
  'AWS::S3::Bucket': {
    provider: 's3',
    faithfulness: 'approximated',
    why: 'A server of the S3 API holds it, without TLS and encryption; its domain names are those of AWS and do not resolve.',
  },
  'Custom::S3AutoDeleteObjects': {
    provider: 's3',
    faithfulness: 'approximated',
    why: 'Where `local:up` deletes a bucket that has it, the objects and their versions are deleted first; no function is run.',
  },
  'AWS::S3::BucketPolicy': {
    provider: 's3',
    faithfulness: 'approximated',
    why: 'Everyone, distributions and origin access identities get the access that it grants; tasks may use every bucket, TLS is not required.',
  },
};
