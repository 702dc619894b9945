import { attributes, single, type ValuesByType } from './attributes.ts';
import { arnOf, hash, idOf, nameOf, type ResourceView, textOf } from './resource-view.ts';

/** The longest name that a load balancer or a target group may have. */
const nameLimit = 32;

/** The name of a load balancer, at most 32 characters. */
export const loadBalancerName = (resource: ResourceView) => nameOf(resource, 'Name', nameLimit);
const loadBalancerFullName = (resource: ResourceView) =>
  `app/${loadBalancerName(resource)}/${hash(resource, 16)}`;
const loadBalancerArn = (resource: ResourceView) =>
  arnOf(resource, 'elasticloadbalancing', `loadbalancer/${loadBalancerFullName(resource)}`);

function loadBalancerHost(resource: ResourceView): string {
  const prefix = textOf(resource, 'Scheme') === 'internal' ? 'internal-' : '';
  return `${prefix}${loadBalancerName(resource)}-${hash(resource, 10)}.${resource.region}.elb.amazonaws.com`;
}

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

const trustStoreArn = (resource: ResourceView) =>
  arnOf(resource, 'elasticloadbalancing', `truststore/${hash(resource, 16)}`);

/** Application Load Balancers. */
export const loadBalancingValues: ValuesByType = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': attributes({
    Ref: loadBalancerArn,
    LoadBalancerArn: loadBalancerArn,
    LoadBalancerName: loadBalancerName,
    LoadBalancerFullName: loadBalancerFullName,
    DNSName: loadBalancerHost,
    CanonicalHostedZoneID: (resource) => idOf(resource, 'Z', 13).toUpperCase(),
    SecurityGroups: (resource) => resource.property('SecurityGroups') ?? [],
  }),
  'AWS::ElasticLoadBalancingV2::Listener': single(listenerArn, 'ListenerArn'),
  'AWS::ElasticLoadBalancingV2::ListenerRule': attributes({
    Ref: ruleArn,
    RuleArn: ruleArn,
    IsDefault: () => false,
  }),
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': single(
    (resource) => `${resource.stackName}-${resource.logicalId}`,
  ),
  'AWS::ElasticLoadBalancingV2::TrustStore': single(trustStoreArn, 'TrustStoreArn'),
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': single(trustStoreArn),
  'AWS::ElasticLoadBalancingV2::TargetGroup': attributes({
    Ref: targetGroupArn,
    TargetGroupArn: targetGroupArn,
    TargetGroupFullName: targetGroupFullName,
    TargetGroupName: (resource) => nameOf(resource, 'Name', nameLimit),
    LoadBalancerArns: () => [],
  }),
};
