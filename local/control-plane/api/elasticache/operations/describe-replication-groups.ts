import { z } from 'zod';
import { caches, requireGroup } from '../caches.ts';
import { operation, pageOf, paging, text } from '../operation.ts';
import { replicationGroupShape } from '../shapes/replication-group.ts';
import { statusOf } from '../shapes/status.ts';

const parameters = z.object({ ReplicationGroupId: text, ...paging });

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeReplicationGroups.html */
export const describeReplicationGroups = operation(parameters, async (request, controlPlane) => {
  const { ReplicationGroupId: id } = request;
  const wanted =
    id === undefined
      ? caches(controlPlane).filter(({ isGroup }) => isGroup)
      : [requireGroup(controlPlane, id)];
  const status = await statusOf(controlPlane);
  const { items, Marker } = pageOf('groups', wanted, request);
  const ReplicationGroup = items.map((cache) => replicationGroupShape(cache, status));
  return { ReplicationGroups: { ReplicationGroup }, Marker };
});
