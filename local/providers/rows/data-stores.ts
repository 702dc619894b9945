import { type AttributeValues, attributes } from '../../../definition/values/attributes.ts';
import type { ResourceView } from '../../../definition/values/resource-view.ts';
import type { Realisation, Rows } from '../realisation.ts';

/** The ports on which the data stores listen inside the compose network, whatever the template says. */
const postgresPort = '5432';
const redisPort = '6379';

/** The compose service that plays a database instance: the replica where it replicates another one. */
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
  return { player: 'not-realised', faithfulness: 'recorded', why };
}

/** RDS, ElastiCache and S3: real servers of the same kind play them. */
export const dataStoreRows: Rows = {
  'AWS::RDS::DBInstance': {
    player: 'postgres',
    faithfulness: 'approximated',
    why: 'PostgreSQL of the same major version with a streaming replica; no standby, backups or encryption at rest.',
    localValues: attributes({ 'Endpoint.Address': databaseHost, 'Endpoint.Port': () => postgresPort }),
  },
  'AWS::RDS::DBParameterGroup': {
    player: 'postgres',
    faithfulness: 'approximated',
    why: 'Parameters that PostgreSQL itself knows are set; those of RDS (`rds.*`) are not.',
  },
  'AWS::RDS::DBSubnetGroup': recorded('The database is in the one compose network.'),
  'AWS::RDS::OptionGroup': recorded('PostgreSQL has no options of RDS.'),
  'AWS::ElastiCache::ReplicationGroup': {
    player: 'redis',
    faithfulness: 'approximated',
    why: 'One Redis with TLS and AUTH; no replica and no failover.',
    localValues: redisEndpoints,
  },
  'AWS::ElastiCache::ParameterGroup': {
    player: 'redis',
    faithfulness: 'as-aws',
    why: 'The parameters are those of Redis.',
  },
  'AWS::ElastiCache::SubnetGroup': recorded('Redis is in the one compose network.'),
  'AWS::S3::Bucket': {
    player: 's3',
    faithfulness: 'approximated',
    why: 'A server of the S3 API holds it, without TLS and encryption; its domain names are AWS’s and lead nowhere.',
  },
  'AWS::S3::BucketPolicy': {
    player: 's3',
    faithfulness: 'approximated',
    why: 'Everyone, distributions and origin access identities get what it says; tasks may use every bucket, TLS is not demanded.',
  },
};
