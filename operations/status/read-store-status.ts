import { z } from 'zod';
import { readStoreAlarms } from '../alarms/store-alarms.ts';
import { ifTold } from '../known.ts';
import { readStackOutputs } from '../stack-outputs.ts';
import type { Target } from '../target.ts';
import { readCaches, readDatabases, readEdge } from './read-data-stores.ts';
import { readServiceStates } from './read-service-states.ts';
import type { StoreStatus } from './store-status.ts';

const outputs = z.object({
  ClusterName: z.string(),
  DistributionId: z.string(),
  /** Its ARN has the account and the region of the stack. */
  AlarmTopicArn: z.string(),
});

/** Reads how a store is doing, without changing anything. Raises `STACK_OUTPUTS_UNREADABLE`. */
export async function readStoreStatus(target: Target, atMs: number): Promise<StoreStatus> {
  const { ClusterName: cluster, DistributionId, AlarmTopicArn } = await readStackOutputs(target, outputs);
  const [, , , region = '', account = ''] = AlarmTopicArn.split(':');
  const [services, databases, caches, edge, alarms] = await Promise.all([
    readServiceStates(target, cluster),
    ifTold(() => readDatabases(target)),
    ifTold(() => readCaches(target)),
    ifTold(() => readEdge(target, DistributionId)),
    ifTold(async () =>
      (await readStoreAlarms(target, cluster, 'ALARM')).filter((each) => !each.isForScaling),
    ),
  ]);
  return {
    environment: target.environment,
    account,
    region,
    atMs,
    services,
    databases,
    caches,
    edge,
    alarms,
  };
}
