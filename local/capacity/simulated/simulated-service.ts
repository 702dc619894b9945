import { fargatePrices } from '../../../cost/prices/fargate-prices.ts';
import type { DefinedStack } from '../../../definition/read-stacks.ts';
import type { CheckedPolicy, CheckedScaling, CheckedService } from '../../scaling/check/check-input.ts';
import { modelOf } from '../../scaling/check/checked-model.ts';
import type { TaskPrice } from '../../scaling/simulation/fargate-cost.ts';
import type { ServiceModel } from '../../scaling/simulation/service-model.ts';
import type { SimulatedMetric, SimulatedPolicy } from '../../scaling/simulation/simulation.ts';
import { checkedServices } from '../checked/checked-services.ts';
import type { GivenFacts } from '../facts/given-facts.ts';

/** A service of a definition, as it can be simulated. */
export interface SimulatedService {
  readonly name: string;
  readonly model: ServiceModel;
  readonly price: TaskPrice;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly policies: readonly SimulatedPolicy[];
  /** Names of policies whose metric the simulation does not have. */
  readonly leftOut: readonly string[];
}

/** The services of a stack that are scaled. */
export function simulatedServices(
  stack: Pick<DefinedStack, 'workload' | 'template'>,
  given: GivenFacts,
): readonly SimulatedService[] {
  return checkedServices(stack, given).flatMap((service) =>
    service.scaling === undefined ? [] : [simulatedService(service, service.scaling)],
  );
}

function simulatedService(service: CheckedService, scaling: CheckedScaling): SimulatedService {
  const { minCapacity, maxCapacity, policies } = scaling;
  const simulated = policies.map((policy) => ({ policy, as: simulatedPolicy(policy) }));
  return {
    name: service.name,
    model: modelOf(service),
    price: { ...fargatePrices, vcpu: service.taskVcpu, memoryGib: service.taskMemoryMiB / 1024 },
    minCapacity,
    maxCapacity,
    policies: simulated.flatMap(({ as }) => as ?? []),
    leftOut: simulated
      .filter(({ as }) => as === undefined)
      .map(({ policy: { policy } }) => policy.policyName),
  };
}

function simulatedPolicy(checked: CheckedPolicy): SimulatedPolicy | undefined {
  const metric = simulatedMetric(checked.metric);
  if (metric === undefined) return undefined;
  if (checked.policy.kind === 'target-tracking') return { policy: checked.policy, metric };
  const alarm = 'alarm' in checked ? checked.alarm : undefined;
  return alarm === undefined ? undefined : { policy: checked.policy, metric, alarm };
}

/** A custom metric is known by its form: a share of each task is its backlog, one that speaks of time a queue's latency. */
function simulatedMetric(metric: CheckedPolicy['metric']): SimulatedMetric | undefined {
  if (metric.kind !== 'custom') return metric.kind;
  if (metric.isPerTask) return 'backlog-per-task';
  return /latency|age|wait/i.test(metric.name) ? 'queue-latency' : undefined;
}
