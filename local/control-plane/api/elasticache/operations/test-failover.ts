import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { type Cache, onlyNodeGroup, primaryOf, requireGroup } from '../caches.ts';
import { operation } from '../operation.ts';
import { replicationGroupShape } from '../shapes/replication-group.ts';

const parameters = z.object({ ReplicationGroupId: z.string().min(1), NodeGroupId: z.string().min(1) });

/**
 * The one server that stands for all nodes restarts: connections break as with ElastiCache, and what was written stays.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_TestFailover.html
 */
export const testFailover = operation(parameters, async (request, controlPlane) => {
  const { ReplicationGroupId, NodeGroupId: nodeGroupId } = request;
  const group = requireGroup(controlPlane, ReplicationGroupId);
  const { cache } = controlPlane.surroundings;
  if (nodeGroupId !== onlyNodeGroup) {
    const message = `NodeGroup ${nodeGroupId} not found in replication group ${group.id}.`;
    throw new AwsError('NodeGroupNotFoundFault', message, 404);
  }
  if (cache.isFailingOver() || !(await cache.isRunning())) {
    throw notPossible(`Replication group ${group.id} is not in the state available.`);
  }
  const [from, to] = nodesOfFailover(group);
  const startedAt = controlPlane.cloudWatch.nowMs();
  await cache.failOver({ replicationGroupId: group.id, nodeGroupId, from, to, startedAt });
  return { ReplicationGroup: replicationGroupShape(requireGroup(controlPlane, group.id), 'modifying') };
});

/** The primary node and the replica that takes its place. Raises `InvalidReplicationGroupState`. */
function nodesOfFailover(group: Cache): readonly [from: string, to: string] {
  const from = primaryOf(group)?.clusterId;
  const to = group.nodes.find(({ role }) => role === 'replica')?.clusterId;
  if (!group.properties.AutomaticFailoverEnabled) {
    throw notPossible(`Automatic failover is not enabled for replication group ${group.id}.`);
  }
  if (from !== undefined && to !== undefined) return [from, to];
  throw notPossible(`Replication group ${group.id} has no replica that could become its primary node.`);
}

function notPossible(message: string): AwsError {
  return new AwsError('InvalidReplicationGroupState', message);
}
