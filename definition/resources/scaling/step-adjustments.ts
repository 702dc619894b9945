import { z } from 'zod';
import { number, wholeNumber } from '../../properties/scalars.ts';

const stepAdjustment = z
  .strictObject({
    ScalingAdjustment: wholeNumber(-2_147_483_648, 2_147_483_647),
    MetricIntervalLowerBound: number.optional(),
    MetricIntervalUpperBound: number.optional(),
  })
  .refine(
    ({ MetricIntervalLowerBound: lower = -Infinity, MetricIntervalUpperBound: upper = Infinity }) =>
      lower < upper,
    { error: 'expected more than the lower bound', path: ['MetricIntervalUpperBound'] },
  )
  .refine(
    ({ MetricIntervalLowerBound: lower, MetricIntervalUpperBound: upper }) =>
      lower !== undefined || upper !== undefined,
    { error: 'a step needs a lower bound or an upper bound', path: ['MetricIntervalLowerBound'] },
  );

type Steps = readonly z.output<typeof stepAdjustment>[];

/**
 * The steps of a policy: their intervals neither overlap nor leave a gap, and end nowhere above the threshold or below
 * it.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html
 */
export const stepAdjustments = z
  .array(stepAdjustment)
  .min(1, 'a policy needs a step')
  .max(20, 'a policy has at most 20 steps')
  .refine(areSeamless, 'the intervals of the steps must not overlap or leave a gap')
  .refine(
    (steps) => isOpen(steps.map(({ MetricIntervalUpperBound: bound }) => bound)),
    'with an upper bound above 0, one step must have no upper bound',
  )
  .refine(
    (steps) => isOpen(steps.map(({ MetricIntervalLowerBound: bound }) => bound && -bound)),
    'with a lower bound below 0, one step must have no lower bound',
  );

function areSeamless(steps: Steps): boolean {
  const intervals = steps
    .map(({ MetricIntervalLowerBound: from = -Infinity, MetricIntervalUpperBound: to = Infinity }) => [
      from,
      to,
    ])
    .toSorted(([left = 0], [right = 0]) => left - right);
  return intervals.every(([from], index) => index === 0 || intervals[index - 1]?.[1] === from);
}

function isOpen(ends: readonly (number | undefined)[]): boolean {
  return ends.includes(undefined) || ends.every((end = 0) => end <= 0);
}
