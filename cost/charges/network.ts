import { type Charge, type Finding, hoursPerMonth } from './charge.ts';
import { type CostedResource, free, isOn, list, object, text, unpriced } from './costed-resource.ts';

/** A thing that is there all month. */
export function allMonth(resource: CostedResource, name: string, price: string, count = 1): Charge {
  const { type, logicalId, region } = resource;
  return {
    ...{ name, kind: 'fixed', type, resources: [logicalId], region, price, count },
    each: [hoursPerMonth],
  };
}

/** @see https://aws.amazon.com/vpc/pricing/ */
export function publicAddresses(resource: CostedResource, count: number): Charge {
  return allMonth(resource, 'public IPv4 addresses', 'public-ipv4', count);
}

export function natGateway(resource: CostedResource): readonly Finding[] {
  return [allMonth(resource, 'NAT gateways', 'nat-gateway/hour')];
}

/** Costs the same whether or not anything uses it. */
export function elasticIp(resource: CostedResource): readonly Finding[] {
  return [publicAddresses(resource, 1)];
}

/** @see https://aws.amazon.com/privatelink/pricing/ */
export function vpcEndpoint(resource: CostedResource): readonly Finding[] {
  const type = text(resource, 'VpcEndpointType') ?? 'Gateway';
  if (type === 'Gateway') return [free(resource, 'Gateway endpoints cost nothing.')];
  if (type !== 'Interface') return [unpriced(resource, `no price of an endpoint of type ${type}`)];
  const zones = Math.max(1, list(resource, 'SubnetIds').length);
  return [allMonth(resource, 'interface endpoints, in each zone', 'interface-endpoint/hour', zones)];
}

/** @see https://aws.amazon.com/elasticloadbalancing/pricing/ */
export function loadBalancer(resource: CostedResource): readonly Finding[] {
  const type = text(resource, 'Type') ?? 'application';
  if (type !== 'application') return [unpriced(resource, `no price of a load balancer of type ${type}`)];
  const isPublic = text(resource, 'Scheme') !== 'internal';
  const zones = list(resource, 'Subnets').length + list(resource, 'SubnetMappings').length;
  return [
    allMonth(resource, 'load balancer, without capacity units', 'alb/hour'),
    ...(isPublic ? [publicAddresses(resource, zones)] : []),
  ];
}

export function hostedZone({ type, logicalId, region }: CostedResource): readonly Finding[] {
  const zone = { type, resources: [logicalId], region, price: 'route53/zone' };
  return [{ name: 'hosted zones', kind: 'fixed', ...zone, count: 1, each: [1] }];
}

/** @see https://aws.amazon.com/certificate-manager/pricing/ */
export function certificate(resource: CostedResource): readonly Finding[] {
  return text(resource, 'CertificateAuthorityArn') === undefined
    ? [free(resource, 'Public certificates that AWS services use cost nothing.')]
    : [unpriced(resource, 'no price of private certificates')];
}

/** Whether the tasks of a service have addresses of their own on the internet. */
export function hasPublicTasks(service: CostedResource): boolean {
  const network = object(object(service, 'NetworkConfiguration'), 'AwsvpcConfiguration');
  return text(network, 'AssignPublicIp') === 'ENABLED' || isOn(network, 'AssignPublicIp');
}
