import type { LoadBalancer, TargetGroup } from '../../../definition/model/load-balancing.ts';

/**
 * The value of CloudWatch's dimension `LoadBalancer`: `app/NAME/ID`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function loadBalancerDimension({ arn }: Pick<LoadBalancer, 'arn'>): string {
  return resourceOf(arn).replace(/^loadbalancer\//, '');
}

/** The value of CloudWatch's dimension `TargetGroup`: `targetgroup/NAME/ID`. */
export function targetGroupDimension({ arn }: Pick<TargetGroup, 'arn'>): string {
  return resourceOf(arn);
}

function resourceOf(arn: string): string {
  return arn.split(':').slice(5).join(':');
}
