import type { DefinedStack } from '../../definition/read-stacks.ts';
import type { SizeCapacity } from '../../loadtest/capacity/capacity-document.ts';
import { policyReaches } from '../../loadtest/capacity/first-policies.ts';
import { requestCost } from '../../loadtest/capacity/request-cost.ts';
import { smallestThatHolds } from '../../loadtest/capacity/task-sizes.ts';
import { checkDefinition } from '../../local/capacity/check-definition.ts';
import type { GivenFacts } from '../../local/capacity/facts/given-facts.ts';
import { isNamed } from '../../local/capacity/facts/service-facts.ts';
import type { LoadedService } from './loaded-service.ts';

/** What follows from the sizes that were measured: the smallest one that holds, when policies act, and the findings of `scaling:check`. */
export function capacityConclusions(
  stacks: readonly DefinedStack[],
  given: GivenFacts,
  service: LoadedService,
  sizes: readonly SizeCapacity[],
) {
  const smallestVcpu = smallestThatHolds(sizes.map(({ vcpu, holdsP95 }) => ({ vcpu, holds: holdsP95 })));
  const own = sizes.find(({ vcpu }) => vcpu === service.taskVcpu);
  const cost = own === undefined ? undefined : requestCost(own.steps);
  const facts = own === undefined ? given : withMeasured(given, service, own);
  return {
    ...(smallestVcpu === undefined ? {} : { smallestVcpu }),
    policies:
      own === undefined || cost === undefined
        ? []
        : policyReaches(service.scaling.policies, {
            cost,
            memoryPercent: (100 * own.usedMemoryMiB) / own.memoryMiB,
            ...(own.held === undefined ? {} : { held: own.held }),
          }),
    // Without a measured size, they would be those of assumed figures.
    findings: own === undefined ? [] : checkDefinition(stacks, facts),
  };
}

/** What `scaling:check` takes: what was measured of the service, in the place of what was given. */
function withMeasured(given: GivenFacts, { name }: LoadedService, own: SizeCapacity): GivenFacts {
  const { cpuSecondsPerRequest, usedMemoryMiB, steps } = own;
  const [lowest] = steps;
  if (cpuSecondsPerRequest === undefined || lowest === undefined) return given;
  const entries = Object.entries(given.services);
  const others = entries.filter(([short]) => !isNamed(name, short));
  const ofService = entries.filter(([short]) => isNamed(name, short)).map(([, facts]) => facts);
  const measured = { cpuSeconds: cpuSecondsPerRequest, memoryMiB: usedMemoryMiB, latencyMs: lowest.p50Ms };
  return {
    ...given,
    services: { ...Object.fromEntries(others), [name]: Object.assign({}, ...ofService, measured) },
  };
}
