import type { AwsClients } from '../../aws/clients.ts';
import type { CloudWatch } from '../../aws/scaling-types.ts';
import type { EdgeClient } from '../edge-client.ts';
import { eventually } from '../eventually.ts';
import { missingPath } from './stand-in.ts';

/** The requests that CloudWatch has counted in the last hours. */
export interface RequestCounts {
  readonly edge: number;
  readonly loadBalancer: number;
}

const balancer = 'AWS/ApplicationELB';
const distribution = 'AWS/CloudFront';
const hoursMs = 6 * 3_600_000;

/**
 * Counts the requests of the edge and of the load balancer once all are counted that were answered before. Requests are
 * counted in the order in which they are logged: a last one, of the only kind that finds nothing, shows it. It counts too.
 */
export async function countRequests(clients: AwsClients, edge: EdgeClient): Promise<RequestCounts> {
  const cloudWatch = await clients.cloudWatch();
  const sum = (namespace: string, name: string) => sumOf(cloudWatch, namespace, name);
  const missing = () =>
    Promise.all([sum(distribution, '4xxErrorRate'), sum(balancer, 'HTTPCode_Target_4XX_Count')]);
  const before = await missing();
  await edge.get(missingPath);
  await eventually('the last request to be counted', async () =>
    (await missing()).every((count, index) => count > (before[index] ?? 0)),
  );
  return { edge: await sum(distribution, 'Requests'), loadBalancer: await sum(balancer, 'RequestCount') };
}

/** The minute that has only begun counts too. */
async function sumOf(cloudWatch: CloudWatch, Namespace: string, MetricName: string): Promise<number> {
  const { Metrics = [] } = await cloudWatch.listMetrics({ Namespace, MetricName });
  // Of the load balancer as a whole, and not of its target groups.
  const whole = Metrics.find(({ Dimensions = [] }) => Dimensions.every(({ Name }) => Name !== 'TargetGroup'));
  if (whole === undefined) return 0;
  const { Datapoints = [] } = await cloudWatch.getMetricStatistics({
    ...{ Namespace, MetricName, Dimensions: whole.Dimensions, Period: 60, Statistics: ['Sum'] },
    StartTime: new Date(Date.now() - hoursMs),
    EndTime: new Date(Date.now() + 120_000),
  });
  return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
}
