import { z } from 'zod';
import type { StackResource } from '../../../../definition/model/stack.ts';
import type { CacheFailover } from '../../model/cache-failover.ts';
import { AwsError } from '../aws-error.ts';
import type { ControlPlane } from '../control-plane.ts';
import { stackCreatedAt } from '../stack-times.ts';

const flag = z.coerce.string().transform((value) => value === 'true');

const schema = z.object({
  ReplicationGroupDescription: z.string().default(''),
  Engine: z.string().default('redis'),
  EngineVersion: z.coerce.string().default('7.1'),
  CacheNodeType: z.string().default('cache.t3.micro'),
  CacheParameterGroupName: z.string().default('default.redis7'),
  CacheSubnetGroupName: z.string().default('default'),
  NumCacheClusters: z.coerce.number().exactOptional(),
  ReplicasPerNodeGroup: z.coerce.number().exactOptional(),
  AutomaticFailoverEnabled: flag.default(false),
  MultiAZEnabled: flag.default(false),
  TransitEncryptionEnabled: flag.default(false),
  AtRestEncryptionEnabled: flag.default(false),
  SnapshotRetentionLimit: z.coerce.number().default(0),
  SecurityGroupIds: z.array(z.string()).default([]),
  VpcSecurityGroupIds: z.array(z.string()).default([]),
  PreferredCacheClusterAZs: z.array(z.string()).default([]),
});

/** A node of a cache, which on AWS is a cache cluster of its own. */
export interface CacheNode {
  readonly clusterId: string;
  readonly availabilityZone: string;
  readonly role: 'primary' | 'replica';
}

/** A replication group, or a cache cluster by itself, as the template has it and as it is. */
export interface Cache {
  readonly id: string;
  readonly isGroup: boolean;
  readonly place: { readonly region: string; readonly accountId: string };
  readonly properties: z.output<typeof schema>;
  readonly hasAuthToken: boolean;
  readonly nodes: readonly CacheNode[];
  readonly endpoint: Endpoint;
  readonly readerEndpoint: Endpoint;
  readonly createdAt: Date;
}

interface Endpoint {
  readonly Address: string;
  readonly Port: string;
}

/** ElastiCache's id of the only node group of a group without cluster mode. */
export const onlyNodeGroup = '0001';

/** The caches of the definition; none until one was released. */
export function caches(controlPlane: ControlPlane): readonly Cache[] {
  const { stack } = controlPlane.workload()?.workload ?? {};
  return (stack?.resources ?? []).flatMap((resource) => {
    if (resource.type === 'AWS::ElastiCache::ReplicationGroup')
      return [toCache(resource, controlPlane, true)];
    if (resource.type === 'AWS::ElastiCache::CacheCluster') return [toCache(resource, controlPlane, false)];
    return [];
  });
}

/** Raises `ReplicationGroupNotFoundFault`. */
export function requireGroup(controlPlane: ControlPlane, id: string): Cache {
  const found = caches(controlPlane).find((cache) => cache.isGroup && cache.id === id.toLowerCase());
  if (found !== undefined) return found;
  throw new AwsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, 404);
}

/** The node that clients write to. */
export function primaryOf({ nodes }: Pick<Cache, 'nodes'>): CacheNode | undefined {
  return nodes.find(({ role }) => role === 'primary');
}

/** The failovers of a group. */
export function failoversOf({ id }: Pick<Cache, 'id'>, controlPlane: ControlPlane): readonly CacheFailover[] {
  const all = controlPlane.surroundings.cache.failovers();
  return all.filter(({ replicationGroupId }) => replicationGroupId === id);
}

function toCache(resource: StackResource, controlPlane: ControlPlane, isGroup: boolean): Cache {
  const { region, accountId, replicationGroups } = controlPlane.workload()?.workload ?? {};
  const properties = schema.parse(resource.properties ?? {});
  const id = resource.physicalId;
  const place = { region: region ?? '', accountId: accountId ?? '' };
  const model = replicationGroups?.find(({ logicalId }) => logicalId === resource.logicalId);
  return {
    id,
    isGroup,
    place,
    properties,
    hasAuthToken: model?.authToken !== undefined,
    nodes: isGroup ? nodesOf(id, properties, { place, controlPlane }) : [alone(id, place.region)],
    endpoint: endpointOf(resource, isGroup ? 'PrimaryEndPoint' : 'RedisEndpoint'),
    readerEndpoint: endpointOf(resource, isGroup ? 'ReaderEndPoint' : 'RedisEndpoint'),
    createdAt: new Date(stackCreatedAt(controlPlane)),
  };
}

function alone(clusterId: string, region: string): CacheNode {
  return { clusterId, availabilityZone: `${region}a`, role: 'primary' };
}

function nodesOf(
  id: string,
  { NumCacheClusters, ReplicasPerNodeGroup, PreferredCacheClusterAZs }: Cache['properties'],
  { place, controlPlane }: { readonly place: Cache['place']; readonly controlPlane: ControlPlane },
): readonly CacheNode[] {
  const count = NumCacheClusters ?? (ReplicasPerNodeGroup ?? 0) + 1;
  const ids = Array.from({ length: count }, (_, index) => `${id}-${String(index + 1).padStart(3, '0')}`);
  const elected = failoversOf({ id }, controlPlane).at(-1)?.to;
  // A definition with fewer nodes than before may not have it any more.
  const primary = elected !== undefined && ids.includes(elected) ? elected : ids[0];
  return ids.map((clusterId, index) => ({
    clusterId,
    availabilityZone: PreferredCacheClusterAZs[index] ?? `${place.region}${'abc'[index % 3]}`,
    role: clusterId === primary ? 'primary' : 'replica',
  }));
}

function endpointOf({ attributes = {} }: StackResource, name: string): Endpoint {
  return { Address: String(attributes[`${name}.Address`]), Port: String(attributes[`${name}.Port`]) };
}
