import { expect, test } from 'vitest';
import type { CircuitBreaker } from '../../../../definition/model/ecs.ts';
import { failureThreshold, resetsOnHealthyTask } from './circuit-breaker.ts';

const breaker = (threshold?: CircuitBreaker['threshold']): CircuitBreaker => ({
  enable: true,
  rollback: true,
  ...(threshold === undefined ? {} : { threshold }),
});

const thresholds = (value: CircuitBreaker, counts: readonly number[]): readonly number[] =>
  counts.map((count) => failureThreshold(value, count));

test('by default half of the desired count may fail, rounded up, at least 3 and at most 200', () => {
  expect(thresholds(breaker(), [0, 1, 6, 7, 9, 400, 401, 1000])).toEqual([3, 3, 3, 4, 5, 200, 200, 200]);
});

test('another bounded percentage keeps the bounds', () => {
  const value = breaker({ type: 'BOUNDED_PERCENT', value: 10 });
  expect(thresholds(value, [1, 31, 3000])).toEqual([3, 4, 200]);
});

test('a percentage without bounds is at least one task', () => {
  const value = breaker({ type: 'UNBOUNDED_PERCENT', value: 10 });
  expect(thresholds(value, [0, 1, 11, 3000])).toEqual([1, 1, 2, 300]);
});

test('a count does not depend on the desired count', () => {
  expect(thresholds(breaker({ type: 'COUNT', value: 5 }), [1, 100])).toEqual([5, 5]);
  expect(thresholds(breaker({ type: 'COUNT', value: 0 }), [1])).toEqual([1]);
});

test('a healthy task resets the count, unless that is switched off', () => {
  expect(resetsOnHealthyTask(breaker())).toBe(true);
  expect(resetsOnHealthyTask({ ...breaker(), resetOnHealthyTask: true })).toBe(true);
  expect(resetsOnHealthyTask({ ...breaker(), resetOnHealthyTask: false })).toBe(false);
});
