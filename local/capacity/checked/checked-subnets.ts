import { type ResolvedTemplate, resourcesOfType } from '../../../definition/resolution/resolved-template.ts';
import type { CheckedSubnet } from '../../scaling/check/check-input.ts';

/** What AWS keeps of each subnet. @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const kept = 5;

/**
 * What load balancers, databases and caches take of a subnet. Assumed: a load balancer may take up to eight addresses, and
 * requires as many to be free; the others take one or two.
 */
const takenByOthers = 16;

/** The subnets of a template with the addresses that are left for tasks. */
export function checkedSubnets(template: ResolvedTemplate): readonly CheckedSubnet[] {
  return resourcesOfType(template, 'AWS::EC2::Subnet').flatMap(({ logicalId, properties }) => {
    const [, bits] = /\/(\d+)$/.exec(String(properties.CidrBlock)) ?? [];
    if (bits === undefined) return [];
    const addresses = 2 ** (32 - Number(bits)) - kept - takenByOthers;
    return [{ logicalId, addresses: Math.max(0, addresses) }];
  });
}

/** The logical ids of subnets by their ids. */
export function subnetsByIds(template: ResolvedTemplate, ids: readonly string[]): readonly string[] {
  return resourcesOfType(template, 'AWS::EC2::Subnet')
    .filter(({ logicalId }) => ids.includes(String(template.values(logicalId, 'Ref'))))
    .map(({ logicalId }) => logicalId);
}
