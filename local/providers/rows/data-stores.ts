import type { Realisation, Rows } from '../realisation.ts';
import { arnOf, idOf, nameOf, type ResourceView, textOf } from '../resource-view.ts';
import { attributes, single } from './attributes.ts';

const identifier = (resource: ResourceView) => nameOf(resource, 'DBInstanceIdentifier', 63).toLowerCase();
const groupId = (resource: ResourceView) => nameOf(resource, 'ReplicationGroupId', 40).toLowerCase();
const clusterId = (resource: ResourceView) => nameOf(resource, 'ClusterName', 50).toLowerCase();
const bucketName = (resource: ResourceView) => nameOf(resource, 'BucketName', 63).toLowerCase();

/** The ports on which the data stores listen inside the compose network, whatever the template says. */
const postgresPort = '5432';
const redisPort = '6379';

/** The compose service that plays a database instance: the replica where it replicates another one. */
function databaseHost(resource: ResourceView): string {
  return resource.property('SourceDBInstanceIdentifier') === undefined ? 'postgres' : 'postgres-replica';
}

function named(property: string, why: string): Realisation {
  return {
    player: 'not-realised',
    faithfulness: 'recorded',
    why,
    attributes: single((resource) => nameOf(resource, property).toLowerCase()),
  };
}

/** RDS, ElastiCache and S3: real servers of the same kind play them. */
export const dataStoreRows: Rows = {
  'AWS::RDS::DBInstance': {
    player: 'postgres',
    faithfulness: 'approximated',
    why: 'PostgreSQL 16 with the roles, TLS and extensions of docs/data-stores.md, and a streaming replica; no standby and no backups.',
    attributes: attributes({
      Ref: identifier,
      'Endpoint.Address': databaseHost,
      'Endpoint.Port': () => postgresPort,
      'Endpoint.HostedZoneId': (resource) => idOf(resource, 'Z', 13).toUpperCase(),
      DBInstanceArn: (resource) => arnOf(resource, 'rds', `db:${identifier(resource)}`),
      DbiResourceId: (resource) => idOf(resource, 'db-', 26).toUpperCase(),
    }),
  },
  'AWS::RDS::DBParameterGroup': {
    player: 'postgres',
    faithfulness: 'approximated',
    why: 'The parameters of PostgreSQL act, but for those that size the machine; of those of RDS (`rds.*`) the listed ones.',
    attributes: attributes({
      Ref: (resource) => nameOf(resource, 'DBParameterGroupName').toLowerCase(),
      DBParameterGroupName: (resource) => nameOf(resource, 'DBParameterGroupName').toLowerCase(),
    }),
  },
  'AWS::RDS::DBSubnetGroup': named('DBSubnetGroupName', 'The database is in the one compose network.'),
  'AWS::RDS::OptionGroup': named('OptionGroupName', 'PostgreSQL has no options of RDS.'),
  'AWS::ElastiCache::ReplicationGroup': {
    player: 'redis',
    faithfulness: 'approximated',
    why: 'One Redis 7, with TLS and AUTH where the template has them and without the commands that ElastiCache restricts; no replica and no failover.',
    attributes: attributes({
      Ref: groupId,
      ReplicationGroupId: groupId,
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
    }),
  },
  'AWS::ElastiCache::CacheCluster': {
    player: 'redis',
    faithfulness: 'approximated',
    why: 'One Redis 7 in plain text and without AUTH, as on AWS, and without the commands that ElastiCache restricts.',
    attributes: attributes({
      Ref: clusterId,
      'RedisEndpoint.Address': () => 'redis',
      'RedisEndpoint.Port': () => redisPort,
    }),
  },
  'AWS::ElastiCache::ParameterGroup': {
    player: 'redis',
    faithfulness: 'approximated',
    why: 'The parameters of Redis act, but for those of replicas and of cluster mode.',
    attributes: attributes({
      Ref: (resource) => nameOf(resource, 'CacheParameterGroupName').toLowerCase(),
      CacheParameterGroupName: (resource) => nameOf(resource, 'CacheParameterGroupName').toLowerCase(),
    }),
  },
  'AWS::ElastiCache::SubnetGroup': named('CacheSubnetGroupName', 'Redis is in the one compose network.'),
  'AWS::S3::Bucket': {
    player: 's3',
    faithfulness: 'approximated',
    why: 'A server of the S3 API holds the bucket, versioned, with its rules where it has such; encryption and blocks are not set.',
    attributes: attributes({
      Ref: bucketName,
      Arn: (resource) => `arn:aws:s3:::${bucketName(resource)}`,
      DomainName: (resource) => `${bucketName(resource)}.s3.amazonaws.com`,
      RegionalDomainName: (resource) => `${bucketName(resource)}.s3.${resource.region}.amazonaws.com`,
      DualStackDomainName: (resource) =>
        `${bucketName(resource)}.s3.dualstack.${resource.region}.amazonaws.com`,
      WebsiteURL: (resource) => `http://${bucketName(resource)}.s3-website-${resource.region}.amazonaws.com`,
    }),
  },
  'AWS::S3::BucketPolicy': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'The S3 server has one user; policies of the template are not put on its buckets.',
    attributes: single((resource) => textOf(resource, 'Bucket')),
  },
};
