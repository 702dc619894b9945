import { expect, test } from 'vitest';
import type { Reason } from '../decisions/decision.ts';
import { gistOf } from './statement.ts';

const flapping = (value: number): Reason => ({
  code: 'AutoScalingAnticipatedFlapping',
  ...{ value, valueWithout: value * 2, targetValue: 70 },
});
const said = (policyName: string, asked: number, reason: Reason) => ({
  text: `${policyName} ${asked}`,
  verdict: { policyName, asked, reason },
});

test('statements that differ only in values of metrics have the same gist', () => {
  expect(gistOf(said('cpu1', 3, flapping(40)))).toBe(gistOf(said('cpu1', 2, flapping(41))));
});

test('statements about other policies or reasons have another gist', () => {
  expect(gistOf(said('cpu1', 3, flapping(40)))).not.toBe(gistOf(said('cpu2', 3, flapping(40))));
  expect(gistOf(said('cpu1', 3, flapping(40)))).not.toBe(
    gistOf(said('cpu1', 3, { code: 'WithinThresholds' })),
  );
});

test('a statement with a time has the same gist only at that time', () => {
  const told = { ...said('cpu1', 3, flapping(40)), atMs: 1 };
  expect(gistOf(told)).toBe(gistOf({ ...told }));
  expect(gistOf(told)).not.toBe(gistOf({ ...told, atMs: 2 }));
});
