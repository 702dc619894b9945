import type { DefinedStack } from '../../definition/read-stacks.ts';
import type { CheckInput } from '../scaling/check/check-input.ts';
import { checkScaling } from '../scaling/check/check-scaling.ts';
import type { Finding } from '../scaling/check/finding.ts';
import { acknowledgementsIn } from './checked/acknowledgements.ts';
import { checkedCache, checkedDatabase } from './checked/checked-data-stores.ts';
import { checkedServices } from './checked/checked-services.ts';
import { checkedSubnets } from './checked/checked-subnets.ts';
import { type GivenFacts, noFacts } from './facts/given-facts.ts';
import { statedOtherConnections, statedVcpuQuota } from './facts/stated-facts.ts';

/** What of a definition's scaling cannot work, with the reasons that its template gives for what stays. */
export function checkDefinition(stacks: readonly DefinedStack[], given: GivenFacts): readonly Finding[] {
  return stacks.flatMap((stack) => {
    const stated = checkInputOf(stack, noFacts);
    const input = given === noFacts ? stated : checkInputOf(stack, given);
    return checkScaling(input, acknowledgementsIn(stack.stack.template), stated);
  });
}

function checkInputOf(stack: DefinedStack, given: GivenFacts): CheckInput {
  const { template, workload } = stack;
  return {
    services: checkedServices(stack, given),
    databases: workload.databases.map((database) => checkedDatabase(template, database)),
    caches: workload.replicationGroups.map((cache) => checkedCache(template, cache)),
    subnets: checkedSubnets(template),
    cluster: workload.clusters[0]?.logicalId ?? '',
    vcpuQuota: given.vcpuQuota ?? statedVcpuQuota,
    otherDatabaseConnections: given.otherDatabaseConnections ?? statedOtherConnections,
  };
}
