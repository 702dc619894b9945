import type { Cache, CacheNode } from '../caches.ts';

/** What of a node is said. */
export interface CacheClusterView {
  readonly status: string;
  /** Whether the addresses of its node are told. */
  readonly showsNodes: boolean;
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheCluster.html */
export function cacheClusterShape(cache: Cache, node: CacheNode, { status, showsNodes }: CacheClusterView) {
  const { id, isGroup, place, properties } = cache;
  const groups = [...properties.SecurityGroupIds, ...properties.VpcSecurityGroupIds];
  return {
    CacheClusterId: node.clusterId,
    CacheNodeType: properties.CacheNodeType,
    Engine: properties.Engine,
    EngineVersion: /^\d+\.\d+$/.test(properties.EngineVersion)
      ? `${properties.EngineVersion}.0`
      : properties.EngineVersion,
    CacheClusterStatus: status,
    NumCacheNodes: 1,
    PreferredAvailabilityZone: node.availabilityZone,
    CacheClusterCreateTime: cache.createdAt,
    PendingModifiedValues: {},
    CacheParameterGroup: {
      CacheParameterGroupName: properties.CacheParameterGroupName,
      ParameterApplyStatus: 'in-sync',
    },
    CacheSubnetGroupName: properties.CacheSubnetGroupName,
    CacheNodes: showsNodes ? { CacheNode: [nodeShape(cache, node, status)] } : undefined,
    AutoMinorVersionUpgrade: true,
    SecurityGroups: {
      member: groups.map((SecurityGroupId) => ({ SecurityGroupId, Status: 'active' })),
    },
    ReplicationGroupId: isGroup ? id : undefined,
    SnapshotRetentionLimit: properties.SnapshotRetentionLimit,
    AuthTokenEnabled: cache.hasAuthToken,
    TransitEncryptionEnabled: properties.TransitEncryptionEnabled,
    AtRestEncryptionEnabled: properties.AtRestEncryptionEnabled,
    ARN: `arn:aws:elasticache:${place.region}:${place.accountId}:cluster:${node.clusterId}`,
  };
}

function nodeShape({ createdAt, endpoint }: Cache, { availabilityZone }: CacheNode, status: string) {
  return {
    CacheNodeId: '0001',
    CacheNodeStatus: status,
    CacheNodeCreateTime: createdAt,
    Endpoint: endpoint,
    ParameterGroupStatus: 'in-sync',
    CustomerAvailabilityZone: availabilityZone,
  };
}
