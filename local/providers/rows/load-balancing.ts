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

/**
 * Where tasks and the edge find the load balancer. The local authority may sign for the names below `load-balancer`.
 */
function dnsName(resource: ResourceView): string {
  const isFirst = resource.ofSameType[0] === resource.logicalId;
  return isFirst ? 'load-balancer' : `${loadBalancerName(resource).toLowerCase()}.load-balancer`;
}

/** Application Load Balancers, which HAProxy plays. */
export const loadBalancingRows: Rows = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why: 'One HAProxy plays all of them, at one address without zones; on a port that two share, the name in the request tells them apart.',
    attributes: attributes({
      Ref: loadBalancerArn,
      LoadBalancerArn: loadBalancerArn,
      LoadBalancerName: loadBalancerName,
      LoadBalancerFullName: loadBalancerFullName,
      DNSName: dnsName,
      CanonicalHostedZoneID: (resource) => idOf(resource, 'Z', 13).toUpperCase(),
      SecurityGroups: (resource) => resource.property('SecurityGroups') ?? [],
    }),
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why: 'HAProxy listens on its port; HTTPS is served with the certificate of the local authority.',
    attributes: single(listenerArn, 'ListenerArn'),
  },
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why: 'The API lists it; HTTPS is served with the certificate of the local authority.',
    attributes: single((resource) => `${resource.stackName}-${resource.logicalId}`),
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why: 'HAProxy evaluates the conditions, rewrites and forwards; rules that authenticate visitors are refused.',
    attributes: attributes({ Ref: ruleArn, RuleArn: ruleArn, IsDefault: () => false }),
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    player: 'load-balancer',
    faithfulness: 'approximated',
    why: 'Health checks, draining, stickiness and the algorithms act; there are no zones to balance between.',
    attributes: attributes({
      Ref: targetGroupArn,
      TargetGroupArn: targetGroupArn,
      TargetGroupFullName: targetGroupFullName,
      TargetGroupName: (resource) => nameOf(resource, 'Name', nameLimit),
      LoadBalancerArns: () => [],
    }),
  },
  'AWS::ElasticLoadBalancingV2::TrustStore': noMutualTls('TrustStoreArn'),
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': noMutualTls(),
};

/** A listener that would use one is refused. */
function noMutualTls(...names: readonly string[]): Rows[string] {
  return {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'Mutual TLS does not run locally.',
    attributes: single(
      (resource) => arnOf(resource, 'elasticloadbalancing', `truststore/${hash(resource, 16)}`),
      ...names,
    ),
  };
}
