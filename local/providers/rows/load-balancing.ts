import type { Rows } from '../realisation.ts';
import { arnOf, hash, idOf, nameOf, type ResourceView, textOf } from '../resource-view.ts';
import { attributes, single } from './attributes.ts';

/** The longest name that a load balancer or a target group may have. */
const nameLimit = 32;

const loadBalancerName = (resource: ResourceView) => nameOf(resource, 'Name', nameLimit);
const loadBalancerFullName = (resource: ResourceView) =>
  `app/${loadBalancerName(resource)}/${hash(resource, 16)}`;
const loadBalancerArn = (resource: ResourceView) =>
  arnOf(resource, 'elasticloadbalancing', `loadbalancer/${loadBalancerFullName(resource)}`);

const targetGroupFullName = (resource: ResourceView) =>
  `targetgroup/${nameOf(resource, 'Name', nameLimit)}/${hash(resource, 16)}`;
const targetGroupArn = (resource: ResourceView) =>
  arnOf(resource, 'elasticloadbalancing', targetGroupFullName(resource));

/** `...:loadbalancer/app/NAME/ID` becomes `...:listener/app/NAME/ID/OWN-ID`, as ELB builds them. */
function belowLoadBalancer(resource: ResourceView, property: string, from: string, to: string): string {
  const parent = textOf(resource, property) ?? '';
  return `${parent.replace(`:${from}/`, `:${to}/`)}/${hash(resource, 16)}`;
}

const listenerArn = (resource: ResourceView) =>
  belowLoadBalancer(resource, 'LoadBalancerArn', 'loadbalancer', 'listener');
const ruleArn = (resource: ResourceView) =>
  belowLoadBalancer(resource, 'ListenerArn', 'listener', 'listener-rule');

const why = 'HAProxy serves the listeners, rules and target groups; it has one address and no zones.';

/** Application Load Balancers, which HAProxy plays. */
export const loadBalancingRows: Rows = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why,
    attributes: attributes({
      Ref: loadBalancerArn,
      LoadBalancerArn: loadBalancerArn,
      LoadBalancerName: loadBalancerName,
      LoadBalancerFullName: loadBalancerFullName,
      DNSName: () => 'load-balancer',
      CanonicalHostedZoneID: (resource) => idOf(resource, 'Z', 13).toUpperCase(),
      SecurityGroups: (resource) => resource.property('SecurityGroups') ?? [],
    }),
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why,
    attributes: single(listenerArn, 'ListenerArn'),
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why,
    attributes: attributes({ Ref: ruleArn, RuleArn: ruleArn, IsDefault: () => false }),
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why,
    attributes: attributes({
      Ref: targetGroupArn,
      TargetGroupArn: targetGroupArn,
      TargetGroupFullName: targetGroupFullName,
      TargetGroupName: (resource) => nameOf(resource, 'Name', nameLimit),
      LoadBalancerArns: () => [],
    }),
  },
};
