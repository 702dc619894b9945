import { z } from 'zod';
import type { LoadBalancer } from '../../model/load-balancing.ts';
import { only } from '../../properties/only.ts';
import { badProperty, readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, text, texts, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused, withoutValues } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { readListeners } from './listener.ts';
import { readListenerCertificates } from './listener-certificate.ts';
import { actingLoadBalancerAttributes, loadBalancerAttributes } from './load-balancer-attributes.ts';
import { loadBalancerName } from './name.ts';
import { rejectSharedZone } from './subnet-zones.ts';

const oneNetwork = 'All containers share one network of the container engine.';
const noOtherType = 'only Application Load Balancers are supported locally';
const twoZones = 'at least two subnets in two different Availability Zones must be specified';
const forNetworks = 'only Network Load Balancers have it';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-elasticloadbalancingv2-loadbalancer.html */
export const loadBalancerSchema = z.strictObject({
  Name: loadBalancerName.optional(),
  Type: recorded(
    'Only Application Load Balancers are supported locally; other types are rejected.',
    withoutValues(z.literal('application'), { network: noOtherType, gateway: noOtherType }),
  ),
  Scheme: z.enum(['internal', 'internet-facing']).default('internet-facing'),
  LoadBalancerAttributes: loadBalancerAttributes,
  IpAddressType: recorded(
    'The load balancer has only IPv4 addresses.',
    z.enum(['ipv4', 'dualstack', 'dualstack-without-public-ipv4']),
  ),
  Subnets: recorded(
    oneNetwork,
    texts.refine((subnets) => new Set(subnets).size >= 2, twoZones),
  ),
  SubnetMappings: recorded(
    oneNetwork,
    uniqueList(
      z.strictObject({
        SubnetId: text,
        AllocationId: refused(forNetworks),
        IPv6Address: refused(forNetworks),
        PrivateIPv4Address: refused(forNetworks),
        SourceNatIpv6Prefix: refused(forNetworks),
      }),
      'SubnetId',
    ),
  ),
  SecurityGroups: recorded('Traffic between containers is not filtered.', texts),
  Ipv4IpamPoolId: recorded('The container engine assigns the addresses.', text),
  MinimumLoadBalancerCapacity: recorded(
    'One HAProxy serves all traffic; capacity is not reserved.',
    z.strictObject({ CapacityUnits: wholeNumber(0, 15_000) }),
  ),
  EnableCapacityReservationProvisionStabilize: recorded(
    'Capacity is not reserved, so there is nothing to wait for.',
    flag,
  ),
  EnablePrefixForIpv6SourceNat: refused(forNetworks),
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: refused(forNetworks),
  Tags: keyValues.default({}),
});

/** Load balancers with their listeners. */
export function readLoadBalancers(template: ResolvedTemplate): readonly LoadBalancer[] {
  const balancers = resourcesOfType(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').map((resource) =>
    readLoadBalancer(template, resource),
  );
  const listeners = readListeners(template, readListenerCertificates(template));
  return balancers.map((balancer) => ({
    ...balancer,
    listeners: listeners
      .filter(({ loadBalancerArn }) => loadBalancerArn === balancer.arn)
      .map(({ listener }) => listener),
  }));
}

function readLoadBalancer(template: ResolvedTemplate, resource: ResolvedResource): LoadBalancer {
  const properties = readProperties(resource, loadBalancerSchema);
  const { Subnets: subnets = [], SubnetMappings: mappings = [] } = properties;
  if (subnets.length > 0 && mappings.length > 0) {
    throw badProperty(
      resource,
      ['SubnetMappings'],
      'a load balancer has subnets or subnet mappings, not both',
    );
  }
  rejectSharedZone(template, resource, 'Subnets', subnets);
  const mapped = mappings.map(({ SubnetId }) => SubnetId);
  rejectSharedZone(template, resource, 'SubnetMappings', mapped);
  return {
    logicalId: resource.logicalId,
    name: properties.Name ?? String(template.values(resource.logicalId, 'LoadBalancerName')),
    arn: String(template.values(resource.logicalId, 'Ref')),
    dnsName: String(template.values(resource.logicalId, 'DNSName')),
    scheme: properties.Scheme,
    attributes: only(properties.LoadBalancerAttributes, actingLoadBalancerAttributes),
    listeners: [],
    tags: properties.Tags,
  };
}
