import { describe, expect, test } from 'vitest';
import { aggregated } from './aggregated.ts';
import type { StepAdjustment, StepScalingPolicy, TargetTrackingPolicy } from './scaling-policy.ts';
import { stepCapacity } from './step-capacity.ts';
import { trackedCapacity } from './tracked-capacity.ts';
import { trackingAlarms } from './tracking-alarms.ts';

const tracking: TargetTrackingPolicy = {
  kind: 'target-tracking',
  policyName: 'cpu',
  targetValue: 70,
  scaleOutCooldownSeconds: 300,
  scaleInCooldownSeconds: 300,
  disableScaleIn: false,
  periodSeconds: 60,
};

describe('the alarms of a target tracking policy', () => {
  test.each([
    [60, { evaluationPeriods: 3, datapointsToAlarm: 3 }, { evaluationPeriods: 15, datapointsToAlarm: 15 }],
    [20, { evaluationPeriods: 3, datapointsToAlarm: 3 }, { evaluationPeriods: 30, datapointsToAlarm: 30 }],
  ])('with periods of %i s', (periodSeconds, high, low) => {
    const common = { periodSeconds, treatMissingData: 'missing' };
    expect(trackingAlarms({ ...tracking, periodSeconds })).toEqual({
      high: { ...common, threshold: 70, comparisonOperator: 'GreaterThanThreshold', ...high },
      low: { ...common, threshold: 63, comparisonOperator: 'LessThanThreshold', ...low },
    });
  });

  test.each([
    [62, 55.8],
    [31, 27.9],
    [0.2, 0.18],
  ])('of %d: the low one is below %d', (targetValue, threshold) => {
    expect(trackingAlarms({ ...tracking, targetValue }).low?.threshold).toBe(threshold);
  });

  test('without scale-in', () => {
    const { high } = trackingAlarms(tracking);
    expect(trackingAlarms({ ...tracking, disableScaleIn: true })).toStrictEqual({ high });
  });
});

describe('target tracking requests', () => {
  test.each([
    [2, 100, 70, 3],
    [3, 100, 70, 5],
    [5, 100, 70, 8],
    [8, 100, 70, 12],
    [3, 75, 50, 5],
    [2, 37.5, 50, 2],
    [3, 47, 70, 3],
    [3, 46, 70, 2],
    [2, 1200, 1000, 3],
    [2, 1500, 1000, 3],
    [2, 750, 1000, 2],
    [2, 35, 70, 1],
    [10, 63, 70, 9],
    [5, 56, 70, 4],
    [6, 65, 80, 5],
    [5, 65, 80, 5],
    [2, 600, 60, 20],
    [4, 0, 60, 0],
    [0, 71, 70, 1],
    [0, 70, 70, 0],
    [3, 0.1 * 2, 0.2, 3],
  ])('%i running at %d with a target of %d: %i', (running, value, target, capacity) => {
    expect(trackedCapacity(running, value, target)).toBe(capacity);
  });
});

const steps: StepScalingPolicy = {
  kind: 'step-scaling',
  policyName: 'steps',
  adjustmentType: 'PercentChangeInCapacity',
  steps: [
    { upperBound: -20, scalingAdjustment: -30 },
    { lowerBound: -20, upperBound: -10, scalingAdjustment: -10 },
    { lowerBound: -10, upperBound: 10, scalingAdjustment: 0 },
    { lowerBound: 10, upperBound: 20, scalingAdjustment: 10 },
    { lowerBound: 20, scalingAdjustment: 30 },
  ],
  cooldownSeconds: 300,
};

describe("step scaling, in AWS's example with a threshold of 50", () => {
  test.each([
    [10, 60, 11],
    [11, 70, 14],
    [14, 40, 13],
    [13, 30, 10],
    [10, 59.9, 10],
    [10, 40.1, 10],
    [10, 69.9, 11],
    [10, 30.1, 9],
  ])('%i tasks at %d: %i', (capacity, metric, expected) => {
    expect(stepCapacity(steps, capacity, metric - 50)).toBe(expected);
  });
});

describe('a percentage of tasks is rounded towards zero, but not to zero', () => {
  test.each([
    [127, 10, 139],
    [67, 1, 68],
    [58, -1, 57],
    [667, -1, 661],
    [0, 50, 0],
  ])('%i tasks, %i %%: %i', (capacity, scalingAdjustment, expected) => {
    expect(stepCapacity({ ...steps, steps: [{ scalingAdjustment }] }, capacity, 0)).toBe(expected);
  });

  test('and is at least the minimum magnitude', () => {
    const policy = { ...steps, minAdjustmentMagnitude: 2 };
    expect(stepCapacity({ ...policy, steps: [{ scalingAdjustment: 25 }] }, 4, 0)).toBe(6);
    expect(stepCapacity({ ...policy, steps: [{ scalingAdjustment: -25 }] }, 4, 0)).toBe(2);
    expect(stepCapacity({ ...policy, steps: [{ scalingAdjustment: 0 }] }, 4, 0)).toBe(4);
  });
});

test.each([
  ['ChangeInCapacity', 2, 5, 7],
  ['ChangeInCapacity', -7, 5, 0],
  ['ExactCapacity', 3, 5, 3],
] as const)('%s by %i of %i tasks: %i', (adjustmentType, scalingAdjustment, capacity, expected) => {
  expect(stepCapacity({ ...steps, adjustmentType, steps: [{ scalingAdjustment }] }, capacity, 0)).toBe(
    expected,
  );
});

describe('a step has its own end', () => {
  const scaled = (metric: number, ...bounds: readonly Omit<StepAdjustment, 'scalingAdjustment'>[]) =>
    stepCapacity(
      {
        ...{ ...steps, adjustmentType: 'ExactCapacity' },
        steps: bounds.map((each, index) => ({ ...each, scalingAdjustment: index + 1 })),
      },
      5,
      metric,
    );

  test('where it begins above the threshold, and where it ends below it', () => {
    expect([10, 20].map((metric) => scaled(metric, { lowerBound: 20 }, { upperBound: 20 }))).toEqual([2, 1]);
    expect([-10, -20].map((metric) => scaled(metric, { lowerBound: -20 }, { upperBound: -20 }))).toEqual([
      1, 2,
    ]);
  });
});

test('a metric at the threshold is in the step that ends there, unless another one begins there', () => {
  const fewer = { upperBound: 0, scalingAdjustment: -1 };
  const more = { lowerBound: 0, scalingAdjustment: 1 };
  const policy = { ...steps, adjustmentType: 'ChangeInCapacity' } as const;
  expect(stepCapacity({ ...policy, steps: [fewer] }, 5, 0)).toBe(4);
  expect(stepCapacity({ ...policy, steps: [more] }, 5, 0)).toBe(6);
  expect(stepCapacity({ ...policy, steps: [fewer, more] }, 5, 0)).toBe(6);
  expect(stepCapacity({ ...policy, steps: [fewer] }, 5, 0.1)).toBeUndefined();
  expect(stepCapacity({ ...policy, steps: [{ ...fewer, upperBound: -1 }] }, 5, 0)).toBeUndefined();
});

describe('of several values, a step policy goes by', () => {
  test.each([
    ['Average', 30],
    ['Minimum', 10],
    ['Maximum', 60],
    [undefined, 30],
  ] as const)('%s', (type, value) => {
    expect(aggregated([20, 10, 60], type)).toBe(value);
    expect(aggregated([], type)).toBeUndefined();
  });
});

test('a metric without a matching step requests nothing', () => {
  const policy = { ...steps, steps: [{ lowerBound: 0, scalingAdjustment: 10 }] };
  expect(stepCapacity(policy, 5, -1)).toBeUndefined();
});
