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
  const step = stepFor(policy.steps, difference);
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
 * Above the threshold a step includes its lower bound, below it its upper bound.
 * Assumed: at the threshold it is the step that begins there, or else the one that ends there. CDK has alarms that go off
 * there for both.
 */
function stepFor(steps: readonly StepAdjustment[], difference: number): StepAdjustment | undefined {
  const above = steps.find(
    ({ lowerBound = -Infinity, upperBound = Infinity }) =>
      lowerBound <= difference && difference < upperBound,
  );
  const below = steps.find(
    ({ lowerBound = -Infinity, upperBound = Infinity }) =>
      lowerBound < difference && difference <= upperBound,
  );
  return difference < 0 ? below : (above ?? (difference === 0 ? below : undefined));
}

/** Towards zero, but never to zero. */
function ofPercent(
  { minAdjustmentMagnitude = 0 }: StepScalingPolicy,
  capacity: number,
  percent: number,
): number {
  const exact = Math.abs(capacity * percent) / 100;
  const size = exact === 0 ? 0 : Math.max(1, Math.floor(exact));
  return Math.sign(percent) * Math.max(size, minAdjustmentMagnitude);
}
