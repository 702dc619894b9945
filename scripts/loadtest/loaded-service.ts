import type { DefinedStack } from '../../definition/read-stacks.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { checkedServices } from '../../local/capacity/checked/checked-services.ts';
import type { GivenFacts } from '../../local/capacity/facts/given-facts.ts';
import { isNamed } from '../../local/capacity/facts/service-facts.ts';
import type { CheckedScaling, CheckedService } from '../../local/scaling/check/check-input.ts';

/** A service behind a load balancer that is scaled. */
export type LoadedService = CheckedService & { readonly scaling: CheckedScaling };

/** The scaled service behind a load balancer, by its name where there are several. Raises `BAD_ARGUMENT`. */
export function loadedService(
  stacks: readonly DefinedStack[],
  facts: GivenFacts,
  asked: string | undefined,
): LoadedService {
  const all = stacks
    .flatMap((stack) => checkedServices(stack, facts))
    .filter((each): each is LoadedService => each.scaling !== undefined && each.targets.length > 0);
  const wanted = asked === undefined ? all : all.filter(({ name }) => isNamed(name, asked));
  const [service, another] = wanted;
  const names = all.map(({ name }) => name).join(', ') || 'none';
  if (service === undefined) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      asked === undefined
        ? 'No service of the definition is both scaled and behind a load balancer'
        : `No scaled service behind a load balancer is called '${asked}'`,
      `Such services: ${names}.`,
    );
  }
  if (another === undefined) return service;
  throw wrongUsage(
    'BAD_ARGUMENT',
    'Several services are scaled and behind a load balancer',
    `Name one with --service: ${names}.`,
  );
}

/** Where no policy tracks CPU. */
const usualCpuPercent = 70;

/** The lowest target of its policies on CPU, in percent. */
export function cpuTargetOf({ scaling }: LoadedService): number {
  const targets = scaling.policies.flatMap(({ metric, policy }) =>
    metric.kind === 'cpu' && policy.kind === 'target-tracking' ? [policy.targetValue] : [],
  );
  return targets.length === 0 ? usualCpuPercent : Math.min(...targets, 100);
}
