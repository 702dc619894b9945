import type { Listener, LoadBalancer } from '../../../../definition/model/load-balancing.ts';

/** Small definitions for tests: a store's listener and load balancer, as a template would give them. */
export function exampleListener(changes: Partial<Listener> = {}): Listener {
  return {
    logicalId: 'Http',
    arn: 'arn:aws:elasticloadbalancing:ap-southeast-1:000000000000:listener/app/store/0123456789abcdef/0',
    port: 80,
    protocol: 'HTTP',
    defaultActions: [{ type: 'forward', targetGroups: [{ targetGroup: 'Web', weight: 1 }] }],
    rules: [],
    ...changes,
  };
}

export function exampleLoadBalancer(changes: Partial<LoadBalancer> = {}): LoadBalancer {
  return {
    logicalId: 'Alb',
    name: 'store',
    arn: 'arn:aws:elasticloadbalancing:ap-southeast-1:000000000000:loadbalancer/app/store/0123456789abcdef',
    dnsName: 'internal-store.ap-southeast-1.elb.localhost',
    scheme: 'internal',
    attributes: {},
    listeners: [exampleListener()],
    ...changes,
  };
}
