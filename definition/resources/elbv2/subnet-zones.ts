import { badProperty } from '../../properties/read-properties.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';

/**
 * Fails with `TEMPLATE_BAD_PROPERTY` for a load balancer with two subnets in one zone, as far as the template has them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 */
export function rejectSharedZone(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  property: 'Subnets' | 'SubnetMappings',
  subnets: readonly string[],
): void {
  const zones = new Map(
    resourcesOfType(template, 'AWS::EC2::Subnet').map(({ logicalId, properties }) => [
      template.values(logicalId, 'Ref'),
      properties.AvailabilityZone,
    ]),
  );
  const own = subnets.map((subnet) => zones.get(subnet)).filter((zone) => typeof zone === 'string');
  if (new Set(own).size === own.length) return;
  const why = 'a load balancer cannot be attached to multiple subnets in the same Availability Zone';
  throw badProperty(resource, [property], why);
}
