import type { Finding } from './charge.ts';
import { type CostedResource, number, text, unpriced } from './costed-resource.ts';
import { allMonth } from './network.ts';

/** The nodes of a replication group: those of each shard with its replicas. */
export function replicationGroup(resource: CostedResource): readonly Finding[] {
  const shards = number(resource, 'NumNodeGroups') ?? 1;
  const count =
    number(resource, 'NumCacheClusters') ?? shards * (1 + (number(resource, 'ReplicasPerNodeGroup') ?? 0));
  return nodes(resource, count);
}

export function cacheCluster(resource: CostedResource): readonly Finding[] {
  return nodes(resource, number(resource, 'NumCacheNodes') ?? 1);
}

/** @see https://aws.amazon.com/elasticache/pricing/ */
function nodes(resource: CostedResource, count: number): readonly Finding[] {
  const engine = text(resource, 'Engine') ?? 'redis';
  const nodeType = text(resource, 'CacheNodeType') ?? 'of no type';
  const kept = number(resource, 'SnapshotRetentionLimit') ?? 0;
  return [
    allMonth(resource, `cache nodes (${engine}, ${nodeType})`, `elasticache/${engine}/${nodeType}`, count),
    ...(kept > 1
      ? [unpriced(resource, `no price of ${kept - 1} snapshots beyond the one that is free`)]
      : []),
  ];
}
