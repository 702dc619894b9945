import { allPages } from '../../aws/all-pages.ts';
import type { CloudWatch, MetricAlarm } from '../../aws/scaling-types.ts';
import type { Target } from '../../operations/target.ts';
import type { WantedMetric } from './metric-reading.ts';
import type { BalancedService } from './wanted-metrics.ts';

/** The target groups of services with their load balancers, as the APIs of ECS and of the load balancers tell them. */
export async function findBalancedServices(
  { clients }: Target,
  cluster: string,
  services: readonly string[],
): Promise<readonly BalancedService[]> {
  const [ecs, elb] = await Promise.all([clients.ecs(), clients.elasticLoadBalancing()]);
  const groups: (readonly [service: string, arn: string])[] = [];
  for (let from = 0; from < services.length; from += describedAtOnce) {
    const part = services.slice(from, from + describedAtOnce);
    const described = await ecs.describeServices({ cluster, services: [...part] });
    for (const { serviceName = '', loadBalancers = [] } of described.services ?? []) {
      groups.push(
        ...loadBalancers.flatMap(({ targetGroupArn: arn }) => (arn ? [[serviceName, arn] as const] : [])),
      );
    }
  }
  if (groups.length === 0) return [];
  const TargetGroupArns = [...new Set(groups.map(([, arn]) => arn))];
  const { TargetGroups = [] } = await elb.describeTargetGroups({ TargetGroupArns });
  const balancers = new Map(
    TargetGroups.map(({ TargetGroupArn = '', LoadBalancerArns = [] }) => [TargetGroupArn, LoadBalancerArns]),
  );
  return groups.flatMap(([service, arn]) =>
    (balancers.get(arn) ?? []).map((balancer) => ({
      service,
      targetGroup: `targetgroup/${after(arn, ':targetgroup/')}`,
      loadBalancer: after(balancer, ':loadbalancer/'),
    })),
  );
}

/** ECS describes ten services in one call. */
const describedAtOnce = 10;

function after(text: string, separator: string): string {
  return text.split(separator)[1] ?? text;
}

/** The distributions that CloudWatch has metrics of; on AWS it has them in the region us-east-1 alone. */
export async function findDistributions(cloudWatch: CloudWatch): Promise<readonly string[]> {
  const metrics = await allPages(async (token) => {
    const page = await cloudWatch.listMetrics({
      ...{ Namespace: 'AWS/CloudFront', MetricName: 'Requests' },
      ...(token === undefined ? {} : { NextToken: token }),
    });
    return { items: page.Metrics ?? [], next: page.NextToken };
  });
  const ids = metrics.flatMap(({ Dimensions = [] }) =>
    Dimensions.flatMap(({ Name, Value }) =>
      Name === 'DistributionId' && Value !== undefined ? [Value] : [],
    ),
  );
  return [...new Set(ids)];
}

/** The metrics of the definition itself that alarms of a service watch, such as the latency of its queue. */
export function ownMetrics(alarms: readonly MetricAlarm[], service: string): readonly WantedMetric[] {
  const watched = alarms.flatMap(
    ({ Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Metrics = [] }) => [
      { Namespace, MetricName, Dimensions, stat: Statistic ?? ExtendedStatistic },
      ...Metrics.flatMap(({ MetricStat }) => ({ ...MetricStat?.Metric, stat: MetricStat?.Stat })),
    ],
  );
  const own = watched.flatMap(
    ({ Namespace: namespace = 'AWS/', MetricName: name = '', Dimensions = [], stat }) => {
      if (namespace.startsWith('AWS/') || stat === undefined) return [];
      const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
      return [{ named: { namespace, name, statistic: stat }, dimensions, service }];
    },
  );
  return [...new Map(own.map((each) => [JSON.stringify(each), each])).values()];
}
