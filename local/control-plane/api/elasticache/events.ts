import type { ControlPlane } from '../control-plane.ts';
import { type Cache, caches, failoversOf } from './caches.ts';

/** Something that happened to a cache. */
export interface CacheEvent {
  readonly source: string;
  readonly type: 'replication-group' | 'cache-cluster';
  readonly message: string;
  /** Milliseconds of the epoch. */
  readonly at: number;
}

/** What happened to the caches of the definition, the newest first as ElastiCache lists it. */
export function cacheEvents(controlPlane: ControlPlane): readonly CacheEvent[] {
  const all = caches(controlPlane).flatMap((cache) => [
    ...creationOf(cache),
    ...failoversOf(cache, controlPlane).flatMap(eventsOfFailover),
  ]);
  return all.toSorted((one, other) => one.at - other.at).toReversed();
}

function creationOf({ id, isGroup, nodes, createdAt }: Cache): readonly CacheEvent[] {
  const at = createdAt.getTime();
  const ofNodes = nodes.map(({ clusterId }) =>
    event('cache-cluster', clusterId, 'Cache cluster created', at),
  );
  return isGroup
    ? [event('replication-group', id, `Replication group ${id} created`, at), ...ofNodes]
    : ofNodes;
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_TestFailover.html */
function eventsOfFailover(failover: ReturnType<typeof failoversOf>[number]): readonly CacheEvent[] {
  const { replicationGroupId: group, nodeGroupId, from, to, startedAt, endedAt } = failover;
  const called = `Test Failover API called for node group ${nodeGroupId}`;
  const begun = event('replication-group', group, called, startedAt);
  if (endedAt === undefined) return [begun];
  const complete = `Failover from primary node ${from} to replica node ${to} complete`;
  return [
    begun,
    event('cache-cluster', to, complete, endedAt),
    event('replication-group', group, complete, endedAt),
    event('cache-cluster', from, 'Recovering cache nodes 0001', endedAt),
    event('cache-cluster', from, 'Finished recovery for cache nodes 0001', endedAt),
  ];
}

function event(type: CacheEvent['type'], source: string, message: string, at: number): CacheEvent {
  return { source, type, message, at };
}
