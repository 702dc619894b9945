import { allPages } from '../../../aws/all-pages.ts';
import type { Target } from '../../target.ts';
import type { NatGatewayFacts } from '../doctor-facts.ts';

const dayMs = 24 * 3_600_000;
const days = 7;

/** The NAT gateways of the stack, and what they sent. */
export async function gatherNatGateways(target: Target, atMs: number): Promise<readonly NatGatewayFacts[]> {
  const ids = await natGatewaysOf(target);
  const cloudWatch = await target.clients.cloudWatch();
  return await Promise.all(
    ids.map(async (id) => {
      const { Datapoints = [] } = await cloudWatch.getMetricStatistics({
        ...{ Namespace: 'AWS/NATGateway', MetricName: 'BytesOutToDestination', Statistics: ['Sum'] },
        Dimensions: [{ Name: 'NatGatewayId', Value: id }],
        ...{ StartTime: new Date(atMs - days * dayMs), EndTime: new Date(atMs), Period: dayMs / 1000 },
      });
      return { id, sentBytes: Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0) };
    }),
  );
}

async function natGatewaysOf({ environment, clients }: Target): Promise<readonly string[]> {
  const cloudFormation = await clients.cloudFormation();
  const resources = await allPages(async (NextToken) => {
    const page = await cloudFormation.listStackResources({
      StackName: `spree-${environment}`,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: page.StackResourceSummaries ?? [], next: page.NextToken };
  });
  return resources.flatMap(({ ResourceType, PhysicalResourceId }) =>
    ResourceType === 'AWS::EC2::NatGateway' && PhysicalResourceId !== undefined ? [PhysicalResourceId] : [],
  );
}
