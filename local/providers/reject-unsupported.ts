import type { DatabaseInstance } from '../../definition/model/data-stores.ts';
import type { Workload } from '../../definition/workload.ts';
import { Failure } from '../../failure/failure.ts';

/**
 * Fails with `TEMPLATE_UNSUPPORTED` where a workload needs more than one environment has: one cluster, one
 * PostgreSQL primary with one replica, and one Redis.
 */
export function rejectUnsupported(workload: Workload): void {
  const isReplica = (database: DatabaseInstance) => database.sourceInstance !== undefined;
  atMostOne('ECS clusters', workload.clusters);
  atMostOne(
    'primary database instances',
    workload.databases.filter((one) => !isReplica(one)),
  );
  atMostOne('read replicas', workload.databases.filter(isReplica));
  atMostOne('Redis replication groups and clusters', workload.replicationGroups);
}

function atMostOne(what: string, found: readonly { readonly logicalId: string }[]): void {
  if (found.length <= 1) return;
  const names = found.map(({ logicalId }) => logicalId).join(', ');
  throw new Failure(
    'TEMPLATE_UNSUPPORTED',
    `The stack has ${found.length} ${what} (${names}); only one can run locally.`,
    {
      hint: 'In the CDK app, leave the others out if the environment is local.',
    },
  );
}
