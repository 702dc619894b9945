import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { caches } from '../caches.ts';
import { flag, operation, pageOf, paging, text } from '../operation.ts';
import { cacheClusterShape } from '../shapes/cache-cluster.ts';
import { statusOf } from '../shapes/status.ts';

const parameters = z.object({
  CacheClusterId: text,
  ShowCacheNodeInfo: flag,
  ShowCacheClustersNotInReplicationGroups: flag,
  ...paging,
});

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeCacheClusters.html */
export const describeCacheClusters = operation(parameters, async (request, controlPlane) => {
  const { CacheClusterId: id, ShowCacheClustersNotInReplicationGroups: onlyAlone } = request;
  const all = caches(controlPlane)
    .filter(({ isGroup }) => !(onlyAlone && isGroup))
    .flatMap((cache) => cache.nodes.map((node) => ({ cache, node })));
  const wanted = id === undefined ? all : all.filter(({ node }) => node.clusterId === id.toLowerCase());
  if (id !== undefined && wanted.length === 0) {
    throw new AwsError('CacheClusterNotFound', `CacheCluster not found: ${id}`, 404);
  }
  const view = { status: await statusOf(controlPlane), showsNodes: request.ShowCacheNodeInfo };
  const { items, Marker } = pageOf('clusters', wanted, request);
  const CacheCluster = items.map(({ cache, node }) => cacheClusterShape(cache, node, view));
  return { CacheClusters: { CacheCluster }, Marker };
});
