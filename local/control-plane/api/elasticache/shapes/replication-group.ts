import { type Cache, onlyNodeGroup } from '../caches.ts';

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html */
export function replicationGroupShape(cache: Cache, Status: string) {
  const { id, place, properties, nodes } = cache;
  return {
    ReplicationGroupId: id,
    Description: properties.ReplicationGroupDescription,
    GlobalReplicationGroupInfo: {},
    Status,
    PendingModifiedValues: {},
    MemberClusters: { ClusterId: nodes.map(({ clusterId }) => clusterId) },
    NodeGroups: { NodeGroup: [nodeGroupShape(cache, Status)] },
    AutomaticFailover: properties.AutomaticFailoverEnabled ? 'enabled' : 'disabled',
    MultiAZ: properties.MultiAZEnabled ? 'enabled' : 'disabled',
    SnapshotRetentionLimit: properties.SnapshotRetentionLimit,
    ClusterEnabled: false,
    CacheNodeType: properties.CacheNodeType,
    AuthTokenEnabled: cache.hasAuthToken,
    TransitEncryptionEnabled: properties.TransitEncryptionEnabled,
    AtRestEncryptionEnabled: properties.AtRestEncryptionEnabled,
    ARN: `arn:aws:elasticache:${place.region}:${place.accountId}:replicationgroup:${id}`,
    ReplicationGroupCreateTime: cache.createdAt,
    DataTiering: 'disabled',
    ClusterMode: 'disabled',
    Engine: properties.Engine,
  };
}

function nodeGroupShape({ nodes, endpoint, readerEndpoint }: Cache, Status: string) {
  return {
    NodeGroupId: onlyNodeGroup,
    Status,
    PrimaryEndpoint: endpoint,
    ReaderEndpoint: readerEndpoint,
    NodeGroupMembers: {
      NodeGroupMember: nodes.map(({ clusterId, availabilityZone, role }) => ({
        CacheClusterId: clusterId,
        CacheNodeId: '0001',
        ReadEndpoint: readerEndpoint,
        PreferredAvailabilityZone: availabilityZone,
        CurrentRole: role,
      })),
    },
  };
}
