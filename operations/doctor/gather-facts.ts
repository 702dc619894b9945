import { z } from 'zod';
import { ifTold, type Known } from '../known.ts';
import { readStackOutputs } from '../stack-outputs.ts';
import { readCaches, readDatabases } from '../status/read-data-stores.ts';
import { stoppedTasksOfFamily } from '../stopped-task.ts';
import type { Target } from '../target.ts';
import type { DoctorFacts, NetworkPath } from './doctor-facts.ts';
import { gatherDistribution, gatherVpcOrigins } from './gather/edge.ts';
import { gatherLoadBalancer } from './gather/load-balancer.ts';
import { gatherNatGateways } from './gather/nat-gateways.ts';
import { gatherNetworkPaths } from './gather/network-paths.ts';
import { gatherSecrets } from './gather/secrets.ts';
import { gatherServices } from './gather/services.ts';

/** Absent outputs are those of a definition without that part. */
const outputsSchema = z.object({
  ClusterName: z.string(),
  OneOffTaskFamily: z.string().optional(),
  DistributionId: z.string().optional(),
  LoadBalancerArn: z.string().optional(),
});

type Outputs = z.output<typeof outputsSchema>;

/**
 * Reads through AWS's APIs what is needed to find out what is wrong with a store, and changes nothing. A part that AWS
 * does not tell is unknown. Raises `STACK_OUTPUTS_UNREADABLE`.
 */
export async function gatherFacts(target: Target, atMs: number): Promise<DoctorFacts> {
  const outputs = await readStackOutputs(target, outputsSchema);
  const [tasks, stores, entrance, networkPaths, natGateways] = await Promise.all([
    gatherTasks(target, outputs, atMs),
    gatherStores(target),
    gatherEntrance(target, outputs),
    networkPathsOf(target, outputs),
    ifTold(() => gatherNatGateways(target, atMs)),
  ]);
  const { environment } = target;
  return { environment, atMs, ...tasks, ...stores, ...entrance, networkPaths, natGateways };
}

async function gatherTasks(target: Target, { ClusterName, OneOffTaskFamily }: Outputs, atMs: number) {
  const ecs = await target.clients.ecs();
  const services = await gatherServices(target, ClusterName, atMs);
  const oneOffs = await ofOutput(OneOffTaskFamily, 'OneOffTaskFamily', (family) =>
    stoppedTasksOfFamily(ecs, ClusterName, family),
  );
  return { services, oneOffs };
}

async function gatherStores(target: Target) {
  const [databases, caches, secrets] = await Promise.all([
    ifTold(() => readDatabases(target)),
    ifTold(() => readCaches(target)),
    ifTold(() => gatherSecrets(target)),
  ]);
  return { databases, caches, secrets };
}

async function gatherEntrance(target: Target, { DistributionId, LoadBalancerArn }: Outputs) {
  const [loadBalancer, distribution, vpcOrigins] = await Promise.all([
    ofOutput(LoadBalancerArn, 'LoadBalancerArn', (arn) => gatherLoadBalancer(target, arn)),
    ofOutput(DistributionId, 'DistributionId', (id) => gatherDistribution(target, id)),
    ifTold(() => gatherVpcOrigins(target)),
  ]);
  return { loadBalancer, distribution, vpcOrigins };
}

async function networkPathsOf(
  target: Target,
  { ClusterName, LoadBalancerArn }: Outputs,
): Promise<Known<readonly NetworkPath[]>> {
  if (target.environment === 'local') return { isKnown: false, why: 'they have no effect locally' };
  return await ifTold(() => gatherNetworkPaths(target, ClusterName, LoadBalancerArn));
}

async function ofOutput<T>(
  value: string | undefined,
  output: string,
  read: (value: string) => Promise<T>,
): Promise<Known<T>> {
  if (value === undefined) return { isKnown: false, why: `the stack has no output ${output}` };
  return await ifTold(() => read(value));
}
