import { allPages } from '../../aws/all-pages.ts';
import type { Target } from '../target.ts';
import type { CacheState, DatabaseState, EdgeState } from './store-status.ts';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html */
export async function readDatabases({ environment, clients }: Target): Promise<readonly DatabaseState[]> {
  const rds = await clients.rds();
  const instances = await allPages(async (Marker) => {
    const page = await rds.describeDBInstances(Marker === undefined ? {} : { Marker });
    return { items: page.DBInstances ?? [], next: page.Marker };
  });
  return instances
    .filter(({ DBInstanceIdentifier: name = '' }) => isOf(environment, name))
    .map((instance) => ({
      name: instance.DBInstanceIdentifier ?? '',
      status: instance.DBInstanceStatus ?? 'unknown',
      engine: `${instance.Engine ?? ''} ${instance.EngineVersion ?? ''}`.trim(),
      size: instance.DBInstanceClass ?? '',
      isMultiAz: instance.MultiAZ === true,
      isReplica: instance.ReadReplicaSourceDBInstanceIdentifier !== undefined,
    }));
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeReplicationGroups.html */
export async function readCaches({ environment, clients }: Target): Promise<readonly CacheState[]> {
  const elastiCache = await clients.elastiCache();
  const groups = await allPages(async (Marker) => {
    const page = await elastiCache.describeReplicationGroups(Marker === undefined ? {} : { Marker });
    return { items: page.ReplicationGroups ?? [], next: page.Marker };
  });
  return groups
    .filter(({ ReplicationGroupId: name = '' }) => isOf(environment, name))
    .map((group) => ({
      name: group.ReplicationGroupId ?? '',
      status: group.Status ?? 'unknown',
      size: group.CacheNodeType ?? '',
      nodes: group.MemberClusters?.length ?? 0,
      failover: group.AutomaticFailover ?? 'disabled',
    }));
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html */
export async function readEdge({ clients }: Target, Id: string): Promise<EdgeState> {
  const cloudFront = await clients.cloudFront();
  const { Distribution } = await cloudFront.getDistribution({ Id });
  return {
    id: Id,
    status: Distribution?.Status ?? 'unknown',
    isEnabled: Distribution?.DistributionConfig?.Enabled === true,
    domainName: Distribution?.DomainName ?? '',
  };
}

/** All names of an environment begin with that of its stack. */
function isOf(environment: string, name: string): boolean {
  return name.startsWith(`spree-${environment}`);
}
