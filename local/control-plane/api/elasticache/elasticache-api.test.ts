import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsClients } from '../../../../aws/clients.ts';
import type { Template } from '../../../../definition/template/template.ts';
import type { CacheServer } from '../control-plane.ts';
import { rememberingCache } from '../testing/idle-surroundings.ts';
import { type OwnStackEndpoint, ownStackEndpoint } from '../testing/own-stack-endpoint.ts';
import { sampleTime } from '../testing/sample-state.ts';

const ReplicationGroupId = 'spree-local-redis';
const NodeGroupId = '0001';
const primary = `${ReplicationGroupId}-001`;
const replica = `${ReplicationGroupId}-002`;

let cache: ReturnType<typeof rememberingCache>;
let endpoint: OwnStackEndpoint;
let elastiCache: Awaited<ReturnType<AwsClients['elastiCache']>>;

async function open(options: Parameters<typeof ownStackEndpoint>[0] = {}): Promise<void> {
  cache = rememberingCache();
  endpoint = await ownStackEndpoint({ surroundings: { cache }, ...options });
  elastiCache = await endpoint.clients.elastiCache();
}

beforeEach(() => open(), 60_000);
afterEach(() => endpoint.close());

/** Another server behind the same definition. */
async function reopen(options: Parameters<typeof ownStackEndpoint>[0]): Promise<void> {
  await endpoint.close();
  await open(options);
}

async function rolesNow() {
  const { ReplicationGroups } = await elastiCache.describeReplicationGroups({ ReplicationGroupId });
  const members = ReplicationGroups?.[0]?.NodeGroups?.[0]?.NodeGroupMembers ?? [];
  return members.map(({ CacheClusterId, CurrentRole }) => [CacheClusterId, CurrentRole]);
}

function changedGroup(changes: Readonly<Record<string, boolean | number>>) {
  return (template: Template): Template => ({
    ...template,
    Resources: Object.fromEntries(
      Object.entries(template.Resources).map(([logicalId, resource]) => [
        logicalId,
        resource.Type === 'AWS::ElastiCache::ReplicationGroup'
          ? { ...resource, Properties: { ...resource.Properties, ...changes } }
          : resource,
      ]),
    ),
  });
}

describe('the replication group of the store', () => {
  it('is described as the template has it, at the address that the stack’s output has', async () => {
    const { ReplicationGroups } = await elastiCache.describeReplicationGroups({});
    const address = { Address: endpoint.output('RedisEndpoint'), Port: 6379 };
    expect(ReplicationGroups).toMatchObject([
      {
        ReplicationGroupId,
        Description: 'Sessions, cache and job queues of the store',
        Status: 'available',
        MemberClusters: [primary, replica],
        AutomaticFailover: 'enabled',
        MultiAZ: 'enabled',
        CacheNodeType: 'cache.t3.micro',
        AuthTokenEnabled: true,
        TransitEncryptionEnabled: true,
        ClusterEnabled: false,
        ARN: `arn:aws:elasticache:ap-southeast-1:000000000000:replicationgroup:${ReplicationGroupId}`,
        NodeGroups: [
          {
            NodeGroupId,
            Status: 'available',
            PrimaryEndpoint: address,
            ReaderEndpoint: address,
            NodeGroupMembers: [
              {
                CacheClusterId: primary,
                CurrentRole: 'primary',
                PreferredAvailabilityZone: 'ap-southeast-1a',
              },
              {
                CacheClusterId: replica,
                CurrentRole: 'replica',
                PreferredAvailabilityZone: 'ap-southeast-1b',
              },
            ],
          },
        ],
      },
    ]);
  });

  it('is the only one', async () => {
    await expect(
      elastiCache.describeReplicationGroups({ ReplicationGroupId: 'other' }),
    ).rejects.toMatchObject({ name: 'ReplicationGroupNotFoundFault', $metadata: { httpStatusCode: 404 } });
  });

  it('is not available while its server does not run', async () => {
    const down: CacheServer = { ...rememberingCache(), isRunning: async () => false };
    await reopen({ surroundings: { cache: down } });
    const { ReplicationGroups } = await elastiCache.describeReplicationGroups({});
    expect(ReplicationGroups?.[0]?.Status).toBe('modifying');
    await expect(elastiCache.testFailover({ ReplicationGroupId, NodeGroupId })).rejects.toMatchObject({
      name: 'InvalidReplicationGroupStateFault',
    });
  });

  it('says nothing of the value of its token', async () => {
    expect(JSON.stringify(endpoint.controlPlane.workload()?.workload.stack)).not.toMatch(/"AuthToken"/);
  });
});

describe('the cache clusters of the group', () => {
  it('are listed, with their nodes where these are asked for', async () => {
    const { CacheClusters } = await elastiCache.describeCacheClusters({ ShowCacheNodeInfo: true });
    expect(CacheClusters).toMatchObject([
      {
        CacheClusterId: primary,
        ReplicationGroupId,
        CacheClusterStatus: 'available',
        Engine: 'redis',
        EngineVersion: '7.1.0',
        NumCacheNodes: 1,
        CacheNodes: [{ CacheNodeId: '0001', Endpoint: { Address: 'redis', Port: 6379 } }],
        SecurityGroups: [{ Status: 'active' }],
      },
      { CacheClusterId: replica },
    ]);
    const one = await elastiCache.describeCacheClusters({ CacheClusterId: replica });
    expect(one.CacheClusters?.map((cluster) => [cluster.CacheClusterId, cluster.CacheNodes])).toEqual([
      [replica, undefined],
    ]);
  });

  it('are left out where only those of no group are asked for', async () => {
    const alone = await elastiCache.describeCacheClusters({ ShowCacheClustersNotInReplicationGroups: true });
    expect(alone.CacheClusters ?? []).toEqual([]);
    await expect(elastiCache.describeCacheClusters({ CacheClusterId: 'other' })).rejects.toMatchObject({
      name: 'CacheClusterNotFoundFault',
    });
  });
});

describe('a failover', () => {
  it('makes the replica the primary node, and is told of in events', async () => {
    const { ReplicationGroup } = await elastiCache.testFailover({ ReplicationGroupId, NodeGroupId });
    expect(ReplicationGroup?.Status).toBe('modifying');
    const during = await elastiCache.describeReplicationGroups({});
    expect(during.ReplicationGroups?.[0]?.Status).toBe('modifying');
    cache.end(sampleTime);
    const after = await elastiCache.describeReplicationGroups({});
    expect(after.ReplicationGroups?.[0]?.Status).toBe('available');
    expect(await rolesNow()).toEqual([
      [primary, 'replica'],
      [replica, 'primary'],
    ]);
    const { Events = [] } = await elastiCache.describeEvents({});
    expect(Events.map((event) => event.Message)).toEqual([
      'Finished recovery for cache nodes 0001',
      'Recovering cache nodes 0001',
      `Failover from primary node ${primary} to replica node ${replica} complete`,
      `Failover from primary node ${primary} to replica node ${replica} complete`,
      'Test Failover API called for node group 0001',
      'Cache cluster created',
      'Cache cluster created',
      `Replication group ${ReplicationGroupId} created`,
    ]);
  });

  it('that follows another goes back to the first node', async () => {
    for (const at of [sampleTime, sampleTime + 1]) {
      await elastiCache.testFailover({ ReplicationGroupId, NodeGroupId });
      cache.end(at);
    }
    expect((await rolesNow())[0]).toEqual([primary, 'primary']);
  });

  it('is refused while another one lasts', async () => {
    await elastiCache.testFailover({ ReplicationGroupId, NodeGroupId });
    await expect(elastiCache.testFailover({ ReplicationGroupId, NodeGroupId })).rejects.toMatchObject({
      name: 'InvalidReplicationGroupStateFault',
    });
  });

  it('is refused for a node group or a group that is not there', async () => {
    await expect(elastiCache.testFailover({ ReplicationGroupId, NodeGroupId: '0002' })).rejects.toMatchObject(
      { name: 'NodeGroupNotFoundFault', $metadata: { httpStatusCode: 404 } },
    );
    await expect(
      elastiCache.testFailover({ ReplicationGroupId: 'other', NodeGroupId }),
    ).rejects.toMatchObject({ name: 'ReplicationGroupNotFoundFault' });
    expect(cache.failovers()).toEqual([]);
  });

  it('is refused where the definition has no automatic failover', async () => {
    await reopen({
      surroundings: { cache },
      change: changedGroup({ AutomaticFailoverEnabled: false, MultiAZEnabled: false, NumCacheClusters: 1 }),
    });
    await expect(elastiCache.testFailover({ ReplicationGroupId, NodeGroupId })).rejects.toMatchObject({
      name: 'InvalidReplicationGroupStateFault',
      message: `Automatic failover is not enabled for replication group ${ReplicationGroupId}.`,
    });
  });
});

describe('events', () => {
  it('are those of a source and of a time', async () => {
    await elastiCache.testFailover({ ReplicationGroupId, NodeGroupId });
    cache.end(sampleTime);
    const messages = async (input: Parameters<typeof elastiCache.describeEvents>[0]) =>
      ((await elastiCache.describeEvents(input)).Events ?? []).map((event) => event.Message);
    const SourceType = 'cache-cluster';
    expect(await messages({ SourceType, SourceIdentifier: replica })).toEqual([
      `Failover from primary node ${primary} to replica node ${replica} complete`,
      'Cache cluster created',
    ]);
    expect(await messages({ EndTime: new Date(sampleTime - 1) })).toEqual([]);
    expect(await messages({ StartTime: new Date(sampleTime), SourceType })).toHaveLength(5);
    await expect(elastiCache.describeEvents({ SourceIdentifier: replica })).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
  });
});

it('an operation that is not there says so by name', async () => {
  await expect(
    elastiCache.rebootCacheCluster({ CacheClusterId: primary, CacheNodeIdsToReboot: [] }),
  ).rejects.toThrow(
    'The action "RebootCacheCluster" of Amazon ElastiCache is not supported by the local environment.',
  );
});
