import { expect, test } from 'vitest';
import type { CapacityStep } from './capacity-step.ts';
import { heldLoad } from './held-load.ts';
import { limits, madeTask } from './testing/made-steps.ts';

const at = madeTask(100);
const [below, above]: readonly [CapacityStep, CapacityStep] = [at(15), at(20)];

test('a task holds the load at which CPU would be at its target, between the steps around it', () => {
  expect(heldLoad([above, below], limits)).toEqual({
    ...{ requestsPerSecond: 70, journeysPerSecond: 17.5, p95Ms: 200, limitedBy: 'cpu' },
  });
});

test('the limit that is met first counts, even if both are exceeded in the same step', () => {
  const slow = { ...above, p95Ms: 2200 };
  expect(heldLoad([below, slow], limits)).toMatchObject({
    limitedBy: 'p95',
    requestsPerSecond: 68,
    p95Ms: 1000,
  });
  const fast = { ...above, p95Ms: 1050 };
  expect(heldLoad([below, fast], limits)).toMatchObject({ limitedBy: 'cpu', requestsPerSecond: 70 });
});

test.each([
  ['errors', { errorShare: 0.02 }],
  ['dropped journeys', { droppedShare: 0.02 }],
  ['health checks', { disturbance: 'web had 2 running tasks' }],
] as const)(
  '%s begin somewhere between two steps, so that only the lower one is held',
  (limitedBy, change) => {
    const step = { ...at(17), cpuPercent: 69, ...change };
    expect(heldLoad([below, step], limits)).toMatchObject({ limitedBy, requestsPerSecond: 60 });
  },
);

test('values at a limit do not exceed it', () => {
  const step = { ...below, cpuPercent: 70, p95Ms: 1000, errorShare: 0.01, droppedShare: 0.01 };
  expect(heldLoad([step], limits)).toMatchObject({ limitedBy: 'nothing', requestsPerSecond: 60 });
});

test('a step beyond one that exceeded a limit does not count, although it kept to them', () => {
  const odd = { ...at(16), errorShare: 0.5 };
  expect(heldLoad([at(10), odd, at(17)], limits)).toMatchObject({
    limitedBy: 'errors',
    requestsPerSecond: 40,
  });
});

test('no step that keeps to the limits is no load', () => {
  expect(heldLoad([], limits)).toBeUndefined();
  expect(heldLoad([above], limits)).toBeUndefined();
});
