import type { AwsClients } from '../../aws/clients.ts';
import type { Span } from './request-bounds.ts';

/** What a metric has in one of its periods. */
export interface MetricPoint {
  readonly startMs: number;
  readonly sum: number;
  readonly samples: number;
}

export interface ReadMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * A metric in the periods in which it is kept, which a time scale shortens: read by the second, each of them is a point of
 * its own.
 */
export async function metricPoints(
  clients: AwsClients,
  { namespace, name, dimensions }: ReadMetric,
  { startMs, endMs }: Span,
): Promise<readonly MetricPoint[]> {
  const cloudWatch = await clients.cloudWatch();
  const { Datapoints = [] } = await cloudWatch.getMetricStatistics({
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    StartTime: new Date(startMs),
    EndTime: new Date(endMs),
    Period: 1,
    Statistics: ['Sum', 'SampleCount'],
  });
  return Datapoints.map(({ Timestamp, Sum = 0, SampleCount = 0 }) => ({
    startMs: Timestamp?.getTime() ?? 0,
    sum: Sum,
    samples: SampleCount,
  }));
}

/** The dimensions of the load balancer, of which an environment has one. */
export async function balancerDimensions(clients: AwsClients): Promise<Readonly<Record<string, string>>> {
  const balancing = await clients.elasticLoadBalancing();
  const { LoadBalancers: [first] = [] } = await balancing.describeLoadBalancers({});
  return { LoadBalancer: first?.LoadBalancerArn?.split(':loadbalancer/')[1] ?? '' };
}
