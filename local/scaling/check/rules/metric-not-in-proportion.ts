import { tasks } from '../../words/numbers.ts';
import { type CheckInput, type ScalingPolicyOf, scalingPolicies } from '../check-input.ts';
import type { Finding } from '../finding.ts';
import { shown } from '../words.ts';

/** How far above its target the metric of the example is. */
const example = 10;

/**
 * Target tracking takes a metric for one that halves when tasks double. One that does not, such as the latency of a queue,
 * makes it jump to the maximum and back.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function metricNotInProportion(input: CheckInput): readonly Finding[] {
  return scalingPolicies(input).flatMap(notInProportion);
}

function notInProportion({
  service: { name },
  scaling: { minCapacity, maxCapacity },
  checked: { policy, metric, logicalId },
}: ScalingPolicyOf): readonly Finding[] {
  if (policy.kind !== 'target-tracking' || metric.kind !== 'custom' || metric.isPerTask) return [];
  // Between two bounds that are next to each other there is nothing to jump over.
  if (maxCapacity - minCapacity <= 1) return [];
  const { targetValue } = policy;
  const value = example * targetValue;
  const from = Math.max(minCapacity, 1);
  const asked = example * from;
  return [
    {
      rule: 'metric-not-in-proportion',
      logicalId,
      message: `${metric.name} may not fall in proportion to the number of tasks of ${name}: at ${shown(value)}, the policy goes from ${tasks(from)} to ${Math.min(asked, maxCapacity)} at once (it requests ${asked}, the maximum is ${maxCapacity}), and at 0 straight back to ${minCapacity}.`,
      mend: 'Track the backlog per task with metric math (what is waiting, divided by running tasks), or use a step scaling policy.',
      numbers: { targetValue, value, asked, minCapacity, maxCapacity },
    },
  ];
}
