import { z } from 'zod';
import { flag, number, refinedBy, text, wholeNumber } from '../../properties/scalars.ts';
import { approximated, recorded, withoutValues } from '../../properties/standing.ts';
import { whyNoNodeType } from './cache-node-type.ts';
import { ownPort } from './own-port.ts';
import { recordedAs } from './recorded-as.ts';
import { eachRecorded, eachRefused } from './recorded-forms.ts';

const oneNode = 'One Redis runs locally: no replica takes over, and the reader endpoint is the primary.';
const noBackups = 'There are no backups or maintenance windows; the append-only file survives a crash.';
const inOneNetwork = 'All servers are in the one network of the environment, which lets every task connect.';
const restored = 'there is no backup to restore from';
const oneEngine = 'Redis runs locally; another engine is refused.';
const onePort = 'The local server listens on 6379; another port is refused.';
const hostName = 'The host name of the endpoints is `redis`, whatever the name is.';
const users = 'users and their access strings are not emulated: use AuthToken';
const noCluster = 'cluster mode does not run locally';

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
    'Redis 7 runs in the minor version of the local image, whatever the template says.',
  ),
  CacheNodeType: approximated(
    refinedBy(whyNoNodeType).optional(),
    'The memory of the smaller types, less what is reserved, limits Redis; larger types, and families that are newer than the local side, have no limit locally.',
  ),
  CacheParameterGroupName: text.optional(),
  Port: recordedAs(ownPort(6379, 1), onePort),
  SnapshotRetentionLimit: recordedAs(wholeNumber(0, 35).optional(), noBackups),
  ...eachRecorded(['SnapshotWindow', 'PreferredMaintenanceWindow'], noBackups),
  ...eachRecorded(['AutoMinorVersionUpgrade'], noBackups),
  ...eachRecorded(
    ['CacheSecurityGroupNames', 'CacheSubnetGroupName', 'IpDiscovery', 'NetworkType'],
    inOneNetwork,
  ),
  ...eachRecorded(['NotificationTopicArn'], 'The local server publishes no events to a topic.'),
  ...eachRecorded(
    ['LogDeliveryConfigurations'],
    'The log goes to the output of the server: see `local:logs redis`.',
  ),
  ...eachRecorded(['Tags'], 'Nothing reads the tags of a cache locally.'),
  ...eachRefused(['SnapshotArns', 'SnapshotName'], restored),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-replicationgroup.html */
export const replicationGroupSchema = z.strictObject({
  ...shared,
  ReplicationGroupId: recordedAs(identifier(40).optional(), hostName),
  ReplicationGroupDescription: recorded('It is a description.', text),
  TransitEncryptionEnabled: flag.default(false),
  TransitEncryptionMode: withoutValues(text.pipe(z.literal('required')).optional(), {
    preferred: 'the local Redis takes either TLS or plain text on its port, not both',
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
    'The data are in memory and on the developer’s disk.',
  ),
  ...eachRecorded(
    ['DataTieringEnabled', 'Durability'],
    'The data are in memory and on the developer’s disk.',
  ),
  ...eachRecorded(['SecurityGroupIds'], inOneNetwork),
  ...eachRefused(['UserGroupIds'], users),
  ...eachRefused(
    ['GlobalReplicationGroupId', 'PrimaryClusterId'],
    'there is one Redis and nothing that it could join',
  ),
  ...eachRefused(['SnapshottingClusterId'], restored),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticache-cachecluster.html */
export const cacheClusterSchema = z.strictObject({
  ...shared,
  Engine: recordedAs(redis, oneEngine),
  ClusterName: recordedAs(identifier(50).optional(), hostName),
  NumCacheNodes: number.pipe(z.literal(1, 'a cluster of Redis has one node')).default(1),
  TransitEncryptionEnabled: flag
    .pipe(z.literal(false, 'on AWS a cluster uses TLS for memcached only'))
    .optional(),
  ...eachRecorded(['AZMode', 'PreferredAvailabilityZone', 'PreferredAvailabilityZones'], oneNode),
  ...eachRecorded(['VpcSecurityGroupIds'], inOneNetwork),
});

/** ElastiCache writes names in small letters. */
function identifier(most: number) {
  const why = `expected up to ${most} letters, digits and single hyphens, a letter first`;
  return text.refine((name) => name.length <= most && /^[A-Za-z](-?[A-Za-z0-9])*$/.test(name), why);
}
