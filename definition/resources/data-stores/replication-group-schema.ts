import { z } from 'zod';
import { informational, oneNetwork } from '../../properties/common-reasons.ts';
import { flag, number, refinedBy, text, wholeNumber } from '../../properties/scalars.ts';
import { approximated, recorded, withoutValues } from '../../properties/standing.ts';
import { whyNoNodeType } from './cache-node-type.ts';
import { ownPort } from './own-port.ts';
import { recordedAs } from './recorded-as.ts';
import { eachRecorded, eachRefused } from './recorded-forms.ts';

const oneNode =
  'A single Redis node runs locally: a failover restarts it, and the reader endpoint is the primary.';
const noBackups =
  'There are no backups or maintenance windows; an append-only file preserves the data in a crash.';
const restored = 'there are no backups to restore from';
const oneEngine = 'Only Redis runs locally; other engines are rejected.';
const onePort = 'The local server listens on port 6379; other ports are rejected.';
const hostName = 'The host name of the endpoints is always `redis`.';
const users = 'users and access strings are not supported locally: use AuthToken';
const noCluster = 'cluster mode is not supported locally';

const redis = withoutValues(text.pipe(z.literal('redis')), {
  memcached: 'only redis runs locally',
  valkey: 'only redis runs locally',
});

/** What a replication group and a cluster of one node have in common. */
const shared = {
  Engine: recordedAs(redis.optional(), oneEngine),
  EngineVersion: recordedAs(
    withoutValues(
      text
        .refine((version) => /^7\.[01](\.\d+)?$/.test(version), 'ElastiCache has Redis 7.0 and 7.1')
        .optional(),
      (version) => (/^([2-6]|8)(\.(\d+|x))*$/.test(version) ? 'Redis 7 runs locally' : undefined),
    ),
    'The minor version of Redis 7 is always that of the local image.',
  ),
  CacheNodeType: approximated(
    refinedBy(whyNoNodeType).optional(),
    'Smaller node types limit Redis to their memory, less reserved memory; larger types, and families newer than the toolkit, have no limit locally.',
  ),
  CacheParameterGroupName: text.optional(),
  Port: recordedAs(ownPort(6379, 1), onePort),
  SnapshotRetentionLimit: recordedAs(wholeNumber(0, 35).optional(), noBackups),
  ...eachRecorded(['SnapshotWindow', 'PreferredMaintenanceWindow'], noBackups),
  ...eachRecorded(['AutoMinorVersionUpgrade'], noBackups),
  ...eachRecorded(
    ['CacheSecurityGroupNames', 'CacheSubnetGroupName', 'IpDiscovery', 'NetworkType'],
    oneNetwork,
  ),
  ...eachRecorded(['NotificationTopicArn'], 'The local server publishes no events to SNS.'),
  ...eachRecorded(
    ['LogDeliveryConfigurations'],
    'The server writes its log to its output: see `local:logs redis`.',
  ),
  ...eachRecorded(['Tags'], 'No local API returns the tags of caches.'),
  ...eachRefused(['SnapshotArns', 'SnapshotName'], restored),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-replicationgroup.html */
export const replicationGroupSchema = z.strictObject({
  ...shared,
  ReplicationGroupId: recordedAs(identifier(40).optional(), hostName),
  ReplicationGroupDescription: recorded(informational, text),
  TransitEncryptionEnabled: flag.default(false),
  TransitEncryptionMode: withoutValues(text.pipe(z.literal('required')).optional(), {
    preferred: 'the local Redis accepts either TLS or plain text on its port, not both',
  }),
  AuthToken: text.optional(),
  AutomaticFailoverEnabled: recordedAs(flag.default(false), oneNode),
  MultiAZEnabled: recordedAs(flag.default(false), oneNode),
  NumCacheClusters: recordedAs(number.pipe(z.int().min(1).max(6)).optional(), oneNode),
  ReplicasPerNodeGroup: recordedAs(number.pipe(z.int().min(0).max(5)).optional(), oneNode),
  ...eachRecorded(['PreferredCacheClusterAZs'], oneNode),
  NumNodeGroups: withoutValues(number.pipe(z.literal(1)).optional(), (count) =>
    Number(count) > 1 && Number(count) <= 500 ? noCluster : undefined,
  ),
  ClusterMode: withoutValues(text.pipe(z.literal('disabled')).optional(), {
    enabled: noCluster,
    compatible: noCluster,
  }),
  NodeGroupConfiguration: z
    .array(
      z.strictObject({
        ...eachRecorded(
          ['NodeGroupId', 'PrimaryAvailabilityZone', 'ReplicaAvailabilityZones', 'ReplicaCount'],
          oneNode,
        ),
        ...eachRefused(['Slots'], noCluster),
      }),
    )
    .max(1, noCluster)
    .optional(),
  ...eachRecorded(
    ['AtRestEncryptionEnabled', 'KmsKeyId'],
    'Data is held in memory and on the developer’s disk.',
  ),
  ...eachRecorded(
    ['DataTieringEnabled', 'Durability'],
    'Data is held in memory and on the developer’s disk.',
  ),
  ...eachRecorded(['SecurityGroupIds'], oneNetwork),
  ...eachRefused(['UserGroupIds'], users),
  ...eachRefused(
    ['GlobalReplicationGroupId', 'PrimaryClusterId'],
    'there is only one Redis locally, and no group that it could join',
  ),
  ...eachRefused(['SnapshottingClusterId'], restored),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-cachecluster.html */
export const cacheClusterSchema = z.strictObject({
  ...shared,
  Engine: recordedAs(redis, oneEngine),
  ClusterName: recordedAs(identifier(50).optional(), hostName),
  NumCacheNodes: number.pipe(z.literal(1, 'a Redis cache cluster has one node')).default(1),
  TransitEncryptionEnabled: flag
    .pipe(z.literal(false, 'on AWS, only Memcached cache clusters support TLS'))
    .optional(),
  ...eachRecorded(['AZMode', 'PreferredAvailabilityZone', 'PreferredAvailabilityZones'], oneNode),
  ...eachRecorded(['VpcSecurityGroupIds'], oneNetwork),
});

/** ElastiCache writes names in small letters. */
function identifier(most: number) {
  const why = `expected up to ${most} letters, digits and single hyphens, starting with a letter`;
  return text.refine((name) => name.length <= most && /^[A-Za-z](-?[A-Za-z0-9])*$/.test(name), why);
}
