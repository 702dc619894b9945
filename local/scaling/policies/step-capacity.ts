import type { StepAdjustment, StepScalingPolicy } from './scaling-policy.ts';

/**
 * How many tasks a step scaling policy asks for when its metric is this far from the alarm's threshold; undefined where
 * no step is for that.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export function stepCapacity(
  policy: StepScalingPolicy,
  capacity: number,
  difference: number,
): number | undefined {
  const step = stepFor(policy, difference);
  if (step === undefined) return undefined;
  const { scalingAdjustment: adjustment } = step;
  switch (policy.adjustmentType) {
    case 'ExactCapacity':
      return adjustment;
    case 'ChangeInCapacity':
      return Math.max(0, capacity + adjustment);
    case 'PercentChangeInCapacity':
      return Math.max(0, capacity + ofPercent(policy, capacity, adjustment));
  }
}

/**
 * An alarm may act at its threshold too, as on an empty queue: the step that ends there is for that. Assumed: one that
 * begins there comes first.
 */
function stepFor({ steps }: StepScalingPolicy, difference: number): StepAdjustment | undefined {
  const found = steps.find((each) => isFor(each, difference));
  return difference === 0 ? (found ?? steps.find(({ upperBound }) => upperBound === 0)) : found;
}

/** Above the threshold a step includes its lower bound, below it its upper bound. */
function isFor(
  { lowerBound = -Infinity, upperBound = Infinity }: StepAdjustment,
  difference: number,
): boolean {
  return difference >= 0
    ? lowerBound <= difference && difference < upperBound
    : lowerBound < difference && difference <= upperBound;
}

/** Towards zero, but never to zero. */
function ofPercent(
  { minAdjustmentMagnitude = 0 }: StepScalingPolicy,
  capacity: number,
  percent: number,
): number {
  const exact = (capacity * percent) / 100;
  const size = Math.abs(exact) < 1 ? Math.ceil(Math.abs(exact)) : Math.floor(Math.abs(exact));
  return Math.sign(percent) * Math.max(size, minAdjustmentMagnitude);
}
