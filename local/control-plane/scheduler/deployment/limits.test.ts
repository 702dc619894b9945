import { expect, test } from 'vitest';
import { deploymentConfiguration } from '../testing/cluster-fixtures.ts';
import { limitsOf } from './limits.ts';

const limits = (desiredCount: number, minimumHealthyPercent: number, maximumPercent: number) =>
  limitsOf({
    desiredCount,
    deploymentConfiguration: deploymentConfiguration({ minimumHealthyPercent, maximumPercent }),
  });

test('the floor is rounded up and the ceiling down', () => {
  expect(limits(3, 50, 150)).toEqual({ floor: 2, ceiling: 4 });
  expect(limits(1, 50, 150)).toEqual({ floor: 1, ceiling: 1 });
  expect(limits(10, 33, 133)).toEqual({ floor: 4, ceiling: 13 });
});

test('the usual percentages keep all tasks and allow twice as many', () => {
  expect(limits(2, 100, 200)).toEqual({ floor: 2, ceiling: 4 });
});

test('the floor is never above the desired count', () => {
  expect(limits(2, 150, 200)).toEqual({ floor: 2, ceiling: 4 });
});

test('a service without tasks has no room', () => {
  expect(limits(0, 100, 200)).toEqual({ floor: 0, ceiling: 0 });
});
