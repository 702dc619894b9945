import { z } from 'zod';
import { number } from '../../properties/scalars.ts';

const stepAdjustment = z
  .strictObject({
    ScalingAdjustment: number,
    MetricIntervalLowerBound: number.optional(),
    MetricIntervalUpperBound: number.optional(),
  })
  .refine(
    ({ MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity }) =>
      lower < upper,
    { error: 'expected more than the lower bound', path: ['MetricIntervalUpperBound'] },
  );

/**
 * The steps of a policy: their intervals neither overlap nor leave a gap.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html#as-scaling-steps
 */
export const stepAdjustments = z
  .array(stepAdjustment)
  .max(20, 'a policy has at most 20 steps')
  .refine(areSeamless, 'the intervals of the steps must not overlap or leave a gap');

function areSeamless(steps: readonly z.output<typeof stepAdjustment>[]): boolean {
  const intervals = steps
    .map(({ MetricIntervalLowerBound: from = -Infinity, MetricIntervalUpperBound: to = Infinity }) => [
      from,
      to,
    ])
    .toSorted(([left = 0], [right = 0]) => left - right);
  return intervals.every(([from], index) => index === 0 || intervals[index - 1]?.[1] === from);
}
