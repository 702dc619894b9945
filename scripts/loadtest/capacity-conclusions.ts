import type { DefinedStack } from '../../definition/read-stacks.ts';
import type { SizeCapacity } from '../../loadtest/capacity/capacity-document.ts';
import { policyReaches } from '../../loadtest/capacity/first-policies.ts';
import { requestCost } from '../../loadtest/capacity/request-cost.ts';
import { smallestThatHolds } from '../../loadtest/capacity/task-sizes.ts';
import { checkDefinition } from '../../local/capacity/check-definition.ts';
import { type GivenFacts, noFacts } from '../../local/capacity/facts/given-facts.ts';
import type { LoadedService } from './loaded-service.ts';

/** What follows from the sizes that were measured: the smallest one that holds, when policies act, and the findings of `scaling:check`. */
export function capacityConclusions(
  stacks: readonly DefinedStack[],
  service: LoadedService,
  sizes: readonly SizeCapacity[],
) {
  const smallestVcpu = smallestThatHolds(sizes.map(({ vcpu, holdsP95 }) => ({ vcpu, holds: holdsP95 })));
  const own = sizes.find(({ vcpu }) => vcpu === service.taskVcpu);
  const cost = own === undefined ? undefined : requestCost(own.steps);
  const facts = own === undefined ? noFacts : measuredFacts(service, own);
  return {
    ...(smallestVcpu === undefined ? {} : { smallestVcpu }),
    policies:
      own === undefined || cost === undefined
        ? []
        : policyReaches(service.scaling.policies, {
            cost,
            memoryPercent: (100 * own.usedMemoryMiB) / own.memoryMiB,
            ...(own.held === undefined ? {} : { heldRequestsPerSecond: own.held.requestsPerSecond }),
          }),
    findings: checkDefinition(stacks, facts),
  };
}

/** What `scaling:check` takes as facts of the service. */
function measuredFacts({ name }: LoadedService, own: SizeCapacity): GivenFacts {
  const { cpuSecondsPerRequest, usedMemoryMiB, steps } = own;
  if (cpuSecondsPerRequest === undefined) return noFacts;
  const [lowest] = steps;
  return {
    services: {
      [name]: {
        ...{ cpuSeconds: cpuSecondsPerRequest, memoryMiB: usedMemoryMiB },
        ...(lowest === undefined ? {} : { latencyMs: lowest.p50Ms }),
      },
    },
  };
}
