import { z } from 'zod';
import type { StepScalingPolicy } from '../../../../../definition/model/scaling.ts';
import { invalid } from '../errors.ts';

export const step = z.object({
  MetricIntervalLowerBound: z.number().optional(),
  MetricIntervalUpperBound: z.number().optional(),
  ScalingAdjustment: z.int(),
});

export type Step = z.output<typeof step>;

/**
 * Raises `ValidationException` for steps that AWS does not take, in its words.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html
 */
export function requireSteps(steps: readonly Step[], type: StepScalingPolicy['adjustmentType']): void {
  for (const each of steps) requireStep(each, type);
  requireOpenEnd(
    steps.map(({ MetricIntervalLowerBound: bound }) => bound && -bound),
    { bound: 'lower', sign: 'negative' },
  );
  requireOpenEnd(
    steps.map(({ MetricIntervalUpperBound: bound }) => bound),
    { bound: 'upper', sign: 'positive' },
  );
  requireSeamless(steps);
}

function requireStep(
  { MetricIntervalLowerBound: lower, MetricIntervalUpperBound: upper, ScalingAdjustment: adjustment }: Step,
  type: StepScalingPolicy['adjustmentType'],
): void {
  if (lower === undefined && upper === undefined) {
    throw invalid('Both lower and upper bounds of a step adjustment cannot be left unspecified');
  }
  if (lower !== undefined && upper !== undefined && lower >= upper) {
    throw invalid('Lower bound must be less than upper bound for a step adjustment');
  }
  if (type === 'ExactCapacity' && adjustment < 0) {
    throw invalid('Scaling adjustment cannot be less than 0 when adjustment type is ExactCapacity');
  }
}

/** Bounds at one end, counted away from the threshold: beyond it there is a step without one, and only one. */
function requireOpenEnd(
  bounds: readonly (number | undefined)[],
  { bound, sign }: { readonly bound: 'lower' | 'upper'; readonly sign: 'negative' | 'positive' },
): void {
  const open = bounds.filter((each) => each === undefined).length;
  if (open > 1) throw invalid(`At most one step adjustment may have an unspecified ${bound} bound`);
  if (open === 1 || bounds.every((each = 0) => each <= 0)) return;
  throw invalid(
    `There must be a step adjustment with an unspecified ${bound} bound when one step adjustment has a ${sign} ${bound} bound`,
  );
}

function requireSeamless(steps: readonly Step[]): void {
  const intervals = steps
    .map(({ MetricIntervalLowerBound: from = -Infinity, MetricIntervalUpperBound: to = Infinity }) => ({
      from,
      to,
    }))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  intervals.forEach(({ from }, index) => {
    const before = intervals[index - 1]?.to ?? from;
    if (before > from) throw invalid('Step adjustment intervals cannot overlap');
    if (before < from) throw invalid('Step adjustment intervals cannot have gaps between them');
  });
}
