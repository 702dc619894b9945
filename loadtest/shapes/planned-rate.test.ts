import { expect, test } from 'vitest';
import { plannedRate } from './planned-rate.ts';

const plan = {
  startRatePerSecond: 2,
  stages: [
    { durationMs: 10_000, ratePerSecond: 12 },
    { durationMs: 0, ratePerSecond: 40 },
    { durationMs: 5_000, ratePerSecond: 40 },
  ],
};

test('the planned rate changes evenly within a stage, and at once in a stage without a duration', () => {
  expect([0, 5_000, 10_000, 14_999].map((at) => plannedRate(plan, at))).toEqual([2, 7, 40, 40]);
});

test('nothing is planned before the start and after the end', () => {
  expect([plannedRate(plan, -1), plannedRate(plan, 15_000)]).toEqual([undefined, undefined]);
});
