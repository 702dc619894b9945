import { trackedCapacity } from '../../policies/tracked-capacity.ts';
import { trackingAlarms } from '../../policies/tracking-alarms.ts';
import { tasks } from '../../words/numbers.ts';
import {
  type CheckedScaling,
  type CheckedService,
  type CheckInput,
  type ScalingPolicyOf,
  scalingPolicies,
} from '../check-input.ts';
import { modelOf } from '../checked-model.ts';
import type { Finding } from '../finding.ts';
import { shown } from '../words.ts';

/**
 * A policy on memory that never lets go of tasks: what a task holds does not fall with more of them, so either its low
 * alarm never goes off, or one task fewer would always bring it above its target.
 */
export function policyNeverComesBack(input: CheckInput): readonly Finding[] {
  return scalingPolicies(input).flatMap(neverComesBack);
}

function neverComesBack({ service, scaling, checked }: ScalingPolicyOf): readonly Finding[] {
  const { policy, metric, logicalId } = checked;
  if (policy.kind !== 'target-tracking' || metric.kind !== 'memory') return [];
  const { low } = trackingAlarms(policy);
  if (low === undefined) return [];
  const { memoryPercent } = modelOf(service);
  const { targetValue } = policy;
  const { threshold: lowThreshold } = low;
  const stuckAt = keptTasks(scaling, memoryPercent, targetValue, lowThreshold);
  if (stuckAt <= scaling.minCapacity) return [];
  const { name, facts } = service;
  const holds = `a task uses ${shown(facts.memoryMiB)} MiB, ${shown(memoryPercent)} % of its memory, whatever the load`;
  const why =
    memoryPercent >= lowThreshold
      ? `which is not below ${shown(lowThreshold)} %, where the policy would agree to scale in`
      : `and AWS expects one task fewer to bring the metric above the target`;
  return [
    {
      rule: 'policy-never-comes-back',
      logicalId,
      message: `Once ${name} has ${tasks(stuckAt)}, it never scales in again: ${holds}, ${why}.`,
      mend: mend(service, scaling.minCapacity, targetValue),
      numbers: { memoryPercent, targetValue, lowThreshold, stuckAt, minCapacity: scaling.minCapacity },
    },
  ];
}

/** Targets above it leave no room for what tasks may hold more than usually. */
const highestTarget = 95;

/** What lets the policy go down to the minimum; to none it never does, as one task holds its memory. */
function mend(service: CheckedService, minCapacity: number, targetValue: number): string {
  const ways = ['Switch off scale-in for this policy (disableScaleIn)'];
  if (minCapacity === 0) return `${ways[0]}.`;
  const target = wanted(modelOf(service).memoryPercent, minCapacity);
  if (target <= highestTarget) ways.push(`raise its target to ${target} %`);
  const memoryMiB = wanted((100 * service.facts.memoryMiB) / targetValue, minCapacity);
  return `${ways.join(', ')}, or give tasks ${memoryMiB} MiB or more.`;
}

/** What `held` has to be a part of: small enough for one task fewer, and to be under nine tenths. */
function wanted(held: number, minCapacity: number): number {
  return Math.max(Math.ceil((held * (minCapacity + 1)) / minCapacity), Math.floor(held / 0.9) + 1);
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
