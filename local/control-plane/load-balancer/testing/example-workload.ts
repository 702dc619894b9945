import type { Listener, ListenerRule, LoadBalancer } from '../../../../definition/model/load-balancing.ts';
import { listenerAttributes, loadBalancerAttributes } from '../../../../definition/testing/examples.ts';

const place = 'arn:aws:elasticloadbalancing:ap-southeast-1:000000000000';

/** Small definitions for tests: a store's listener and load balancer, as a template would give them. */
export function exampleListener(changes: Partial<Listener> = {}): Listener {
  return {
    logicalId: 'Http',
    arn: `${place}:listener/app/store/0123456789abcdef/0`,
    port: 80,
    protocol: 'HTTP',
    certificates: [],
    attributes: listenerAttributes,
    defaultActions: [{ type: 'forward', targetGroups: [{ targetGroup: 'Web', weight: 1 }] }],
    rules: [],
    tags: {},
    ...changes,
  };
}

export function exampleRule(changes: Partial<ListenerRule> = {}): ListenerRule {
  return {
    logicalId: 'Rule',
    arn: `${place}:listener-rule/app/store/0123456789abcdef/0/1`,
    priority: 1,
    conditions: [{ field: 'path-pattern', values: ['/*'] }],
    transforms: [],
    actions: [{ type: 'forward', targetGroups: [{ targetGroup: 'Web', weight: 1 }] }],
    tags: {},
    ...changes,
  };
}

export function exampleLoadBalancer(
  changes: Partial<Omit<LoadBalancer, 'attributes'>> & {
    readonly attributes?: Partial<LoadBalancer['attributes']>;
  } = {},
): LoadBalancer {
  return {
    logicalId: 'Alb',
    name: 'store',
    arn: `${place}:loadbalancer/app/store/0123456789abcdef`,
    dnsName: 'internal-store.ap-southeast-1.elb.localhost',
    scheme: 'internal',
    listeners: [exampleListener()],
    tags: {},
    ...changes,
    attributes: { ...loadBalancerAttributes, ...changes.attributes },
  };
}
