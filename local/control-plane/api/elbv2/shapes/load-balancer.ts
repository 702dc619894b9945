import type { LoadBalancer } from '../../../../../definition/model/load-balancing.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancer.html */
export function loadBalancerShape(balancer: LoadBalancer) {
  return {
    LoadBalancerArn: balancer.arn,
    DNSName: balancer.dnsName,
    LoadBalancerName: balancer.name,
    Scheme: balancer.scheme,
    State: { Code: 'active' },
    Type: 'application',
    IpAddressType: 'ipv4',
  };
}
