import type { Listener, LoadBalancer, TargetGroup } from '../../assembly/workload.ts';

/** Small definitions for tests: a store's target group, listener and load balancer, as a template would give them. */
export function exampleTargetGroup(changes: Partial<TargetGroup> = {}): TargetGroup {
  return {
    logicalId: 'Web',
    name: 'web',
    arn: 'arn:aws:elasticloadbalancing:ap-southeast-1:000000000000:targetgroup/web/0123456789abcdef',
    port: 3000,
    protocol: 'HTTP',
    targetType: 'ip',
    healthCheck: {
      enabled: true,
      protocol: 'HTTP',
      port: 'traffic-port',
      path: '/up',
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThresholdCount: 5,
      unhealthyThresholdCount: 2,
      matcher: '200',
    },
    deregistrationDelaySeconds: 30,
    slowStartSeconds: 0,
    algorithm: 'round_robin',
    stickiness: { enabled: false, type: 'lb_cookie', cookieDurationSeconds: 86_400 },
    ...changes,
  };
}

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
