import type { DefinedStack } from '../../definition/read-stacks.ts';
import type { DefinedPolicy, DefinedScaling } from '../../loadtest/verdict/defined-scaling.ts';
import { checkedServices } from '../../local/capacity/checked/checked-services.ts';
import { noFacts } from '../../local/capacity/facts/given-facts.ts';
import type { CheckedPolicy } from '../../local/scaling/check/check-input.ts';

/** The scaling policies of a definition, by service. */
export function definedScaling(stacks: readonly DefinedStack[]): readonly DefinedScaling[] {
  return stacks
    .flatMap((stack) => checkedServices(stack, noFacts))
    .flatMap(({ name: service, scaling }) =>
      scaling === undefined ? [] : [{ service, policies: scaling.policies.map(definedPolicy) }],
    );
}

function definedPolicy(checked: CheckedPolicy): DefinedPolicy {
  const { policyName } = checked.policy;
  const alarm = 'alarm' in checked ? checked.alarm : undefined;
  return alarm === undefined ? { policyName } : { policyName, alarm };
}
