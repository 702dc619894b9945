import { trackedCapacity } from '../../policies/tracked-capacity.ts';
import { trackingAlarms } from '../../policies/tracking-alarms.ts';
import type { CheckedPolicy, CheckedScaling, CheckedService, CheckInput } from '../check-input.ts';
import { modelOf } from '../checked-model.ts';
import type { Finding } from '../finding.ts';
import { shown, tasksOf } from '../words.ts';

/**
 * A policy on memory that never lets go of tasks: what a task holds does not fall with more of them, so either its low
 * alarm never goes off, or one task fewer would always bring it above its target.
 */
export function policyNeverComesBack({ services }: CheckInput): readonly Finding[] {
  return services.flatMap((service) => {
    const { scaling } = service;
    return (scaling?.policies ?? []).flatMap((policy) =>
      scaling === undefined ? [] : neverComesBack(service, scaling, policy),
    );
  });
}

function neverComesBack(
  service: CheckedService,
  scaling: CheckedScaling,
  { policy, metric, logicalId }: CheckedPolicy,
): readonly Finding[] {
  if (policy.kind !== 'target-tracking' || metric.kind !== 'memory' || policy.disableScaleIn) return [];
  const { memoryPercent } = modelOf(service);
  const { targetValue } = policy;
  const lowThreshold = trackingAlarms(policy).low?.threshold ?? 0;
  const stuckAt = keptTasks(scaling, memoryPercent, targetValue, lowThreshold);
  if (stuckAt <= scaling.minCapacity) return [];
  const { name, facts, taskMemoryMiB } = service;
  const holds = `each uses ${shown(facts.memoryMiB)} MiB, ${shown(memoryPercent)} % of its memory, whatever the load`;
  const why =
    memoryPercent >= lowThreshold
      ? `which is not below ${shown(lowThreshold)} %, where the policy would agree to scale in`
      : `and AWS expects one task fewer to bring the metric above the target`;
  return [
    {
      rule: 'policy-never-comes-back',
      logicalId,
      message: `Once ${name} has ${tasksOf(stuckAt)}, it keeps them for ever: ${holds}, ${why}.`,
      mend: `Switch off scale-in for this policy (disableScaleIn), raise the target of ${shown(targetValue)} %, or give tasks more than ${taskMemoryMiB} MiB.`,
      numbers: { memoryPercent, targetValue, lowThreshold, stuckAt, minCapacity: scaling.minCapacity },
    },
  ];
}

/** The most tasks, up to the maximum, of which the policy never takes one away. */
function keptTasks(
  { minCapacity, maxCapacity }: CheckedScaling,
  memoryPercent: number,
  targetValue: number,
  lowThreshold: number,
): number {
  if (memoryPercent >= lowThreshold) return maxCapacity;
  for (let tasks = maxCapacity; tasks > minCapacity; tasks -= 1) {
    if (trackedCapacity(tasks, memoryPercent, targetValue) >= tasks) return tasks;
  }
  return minCapacity;
}
