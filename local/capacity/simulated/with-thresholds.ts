import type { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import type { SimulatedMetric, SimulatedPolicy } from '../../scaling/simulation/simulation.ts';
import type { SimulatedService } from './simulated-service.ts';
import type { ThresholdSet } from './threshold-set.ts';

/** A service with other thresholds; a metric that has none yet gets a policy. Raises `BAD_ARGUMENT` where bounds cross. */
export function withThresholds(service: SimulatedService, set: ThresholdSet): SimulatedService {
  const { min: minCapacity = service.minCapacity, max: maxCapacity = service.maxCapacity } = set;
  if (minCapacity > maxCapacity) throw crossed(service.name, minCapacity, maxCapacity);
  const kept = service.policies.flatMap((policy) => changed(policy, set) ?? []);
  return {
    ...service,
    ...{ minCapacity, maxCapacity },
    policies: [...kept, ...added(service.policies, set)],
  };
}

function crossed(name: string, minimum: number, maximum: number): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    `With --compare, the minimum of ${name} would be ${minimum}, above its maximum of ${maximum}`,
    'Give both bounds, for example: --compare min=3,max=12',
  );
}

const namesOfMetrics = {
  cpu: 'cpu',
  memory: 'memory',
  requests: 'requests',
  'queue-latency': 'queue',
  'backlog-per-task': 'queue',
} as const satisfies Readonly<Record<SimulatedMetric, keyof ThresholdSet>>;

/** Step policies stay as they are. */
function changed(each: SimulatedPolicy, set: ThresholdSet): SimulatedPolicy | undefined {
  if ('alarm' in each) return each;
  const { metric, policy } = each;
  const target = set[namesOfMetrics[metric]];
  if (target === 'off') return undefined;
  return {
    metric,
    policy: {
      ...policy,
      targetValue: target ?? policy.targetValue,
      scaleOutCooldownSeconds: set.out ?? policy.scaleOutCooldownSeconds,
      scaleInCooldownSeconds: set.in ?? policy.scaleInCooldownSeconds,
      periodSeconds: hasShortPeriods(metric) ? (set.period ?? policy.periodSeconds) : policy.periodSeconds,
    },
  };
}

/** Only CPU and memory have metrics of 20 seconds. */
function hasShortPeriods(metric: SimulatedMetric): boolean {
  return metric === 'cpu' || metric === 'memory';
}

/** Application Auto Scaling's own for services. */
const defaultCooldownSeconds = 300;

function added(policies: readonly SimulatedPolicy[], set: ThresholdSet): readonly SimulatedPolicy[] {
  const known = new Set(policies.map(({ metric }) => namesOfMetrics[metric]));
  const wanted = [
    ['cpu', set.cpu],
    ['memory', set.memory],
    ['requests', set.requests],
    ['queue-latency', set.queue],
  ] as const;
  return wanted.flatMap(([metric, target]) => {
    if (typeof target !== 'number' || known.has(namesOfMetrics[metric])) return [];
    const policy = {
      kind: 'target-tracking',
      policyName: metric,
      targetValue: target,
      disableScaleIn: false,
      scaleOutCooldownSeconds: set.out ?? defaultCooldownSeconds,
      scaleInCooldownSeconds: set.in ?? defaultCooldownSeconds,
      periodSeconds: hasShortPeriods(metric) ? (set.period ?? 60) : 60,
    } as const;
    return [{ metric, policy }];
  });
}
