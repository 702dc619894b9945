import { z } from 'zod';
import { readStoreAlarms } from '../alarms/store-alarms.ts';
import { ifTold, withoutOutput } from '../known.ts';
import { readStackOutputs } from '../stack-outputs.ts';
import type { Target } from '../target.ts';
import { readCaches, readDatabases, readEdge } from './read-data-stores.ts';
import { readServiceStates } from './read-service-states.ts';
import type { StoreStatus } from './store-status.ts';

const outputs = z.object({
  ClusterName: z.string(),
  /** Absent where the definition has no edge. */
  DistributionId: z.string().optional(),
  /** Its ARN has the account and the region of the stack; absent where nobody is told of alarms. */
  AlarmTopicArn: z.string().default(''),
});

/** Reads how a store is doing, without changing anything. Raises `STACK_OUTPUTS_UNREADABLE`. */
export async function readStoreStatus(target: Target, atMs: number): Promise<StoreStatus> {
  const { ClusterName: cluster, DistributionId, AlarmTopicArn } = await readStackOutputs(target, outputs);
  const [, , , region = '', account = 'unknown'] = AlarmTopicArn.split(':');
  const [services, databases, caches, edge, alarms] = await Promise.all([
    readServiceStates(target, cluster, atMs),
    ifTold(() => readDatabases(target)),
    ifTold(() => readCaches(target)),
    DistributionId === undefined
      ? withoutOutput('DistributionId')
      : ifTold(() => readEdge(target, DistributionId)),
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
