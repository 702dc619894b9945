import { z } from 'zod';
import { ifTold, type Known } from '../known.ts';
import { readStackOutputs } from '../stack-outputs.ts';
import { readCaches, readDatabases } from '../status/read-data-stores.ts';
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
  DistributionId: z.string().optional(),
  LoadBalancerArn: z.string().optional(),
});

/**
 * Reads through AWS's APIs what is needed to find out what is wrong with a store, and changes nothing. A part that AWS
 * does not tell is unknown. Raises `STACK_OUTPUTS_UNREADABLE`.
 */
export async function gatherFacts(target: Target, atMs: number): Promise<DoctorFacts> {
  const { ClusterName, DistributionId, LoadBalancerArn } = await readStackOutputs(target, outputsSchema);
  const [
    services,
    databases,
    caches,
    loadBalancer,
    distribution,
    vpcOrigins,
    networkPaths,
    secrets,
    natGateways,
  ] = await Promise.all([
    gatherServices(target, ClusterName, atMs),
    ifTold(() => readDatabases(target)),
    ifTold(() => readCaches(target)),
    ofOutput(LoadBalancerArn, 'LoadBalancerArn', (arn) => gatherLoadBalancer(target, arn)),
    ofOutput(DistributionId, 'DistributionId', (id) => gatherDistribution(target, id)),
    ifTold(() => gatherVpcOrigins(target)),
    networkPathsOf(target, ClusterName, LoadBalancerArn),
    ifTold(() => gatherSecrets(target)),
    ifTold(() => gatherNatGateways(target, atMs)),
  ]);
  const { environment } = target;
  return {
    ...{ environment, atMs, services, databases, caches, loadBalancer },
    ...{ distribution, vpcOrigins, networkPaths, secrets, natGateways },
  };
}

async function ofOutput<T>(
  value: string | undefined,
  output: string,
  read: (value: string) => Promise<T>,
): Promise<Known<T>> {
  if (value === undefined) return { isKnown: false, why: `the stack has no output ${output}` };
  return await ifTold(() => read(value));
}

async function networkPathsOf(
  target: Target,
  cluster: string,
  loadBalancer: string | undefined,
): Promise<Known<readonly NetworkPath[]>> {
  if (target.environment === 'local') return { isKnown: false, why: 'they have no effect locally' };
  return await ifTold(() => gatherNetworkPaths(target, cluster, loadBalancer));
}
