import type { WantedMetric } from './metric-reading.ts';

/** A target group of a service, by the values of its dimensions. */
export interface BalancedService {
  readonly service: string;
  readonly targetGroup: string;
  readonly loadBalancer: string;
}

/** Name, statistic and unit. */
type Statistic = readonly [name: string, statistic: string, unit: string];

const usage: readonly Statistic[] = [
  ['CPUUtilization', 'Average', 'Percent'],
  ['MemoryUtilization', 'Average', 'Percent'],
];

/** Of a load balancer, and of each of its target groups. */
const traffic: readonly Statistic[] = [
  ['RequestCount', 'Sum', 'Count'],
  ['TargetResponseTime', 'p95', 'Seconds'],
  ['TargetResponseTime', 'p50', 'Seconds'],
  ['HTTPCode_Target_5XX_Count', 'Sum', 'Count'],
];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html */
export function metricsOfService(cluster: string, service: string): readonly WantedMetric[] {
  const dimensions = { ClusterName: cluster, ServiceName: service };
  return usage.map((each) => ({ named: named('AWS/ECS', each), dimensions, service }));
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export function metricsOfTargetGroup(group: BalancedService): readonly WantedMetric[] {
  const { service, targetGroup: resource, loadBalancer } = group;
  const dimensions = { LoadBalancer: loadBalancer, TargetGroup: resource };
  return [...traffic, ['HealthyHostCount', 'Minimum', 'Count'] as const].map((each) => ({
    named: { ...named(balancers, each), resource },
    ...{ dimensions, service },
  }));
}

export function metricsOfLoadBalancer(loadBalancer: string): readonly WantedMetric[] {
  return [...traffic, ['HTTPCode_ELB_5XX_Count', 'Sum', 'Count'] as const].map((each) => ({
    named: { ...named(balancers, each), resource: loadBalancer },
    dimensions: { LoadBalancer: loadBalancer },
  }));
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export function metricsOfDistribution(distribution: string): readonly WantedMetric[] {
  const dimensions = { DistributionId: distribution, Region: 'Global' };
  const requests = { ...named('AWS/CloudFront', ['Requests', 'Sum', 'None']), resource: distribution };
  return [{ named: requests, dimensions }];
}

const balancers = 'AWS/ApplicationELB';

function named(namespace: string, [name, statistic, unit]: Statistic): WantedMetric['named'] {
  return { namespace, name, statistic, unit };
}
