import { expect, test } from 'vitest';
import { loadEndMs, rateBetween, windowsBetween } from './load-windows.ts';
import { loaded } from './testing/recorded-runs.ts';
import { at, startMs } from './testing/test-times.ts';

const load = loaded({ '0:00': { rate: 2 }, '1:00': { rate: 10 }, '2:00': { rate: 0 } }, '3:00');
const dropping = {
  ...{ startMs, windowMs: 10_000 },
  windows: [
    { iterations: 5, droppedIterations: 15, steps: {} },
    { iterations: 0, droppedIterations: 10, steps: {} },
    { iterations: 0, droppedIterations: 0, steps: {} },
  ],
};

test('windows belong to the time in which they begin', () => {
  const count = (from: string, to: string) => windowsBetween(load, at(from), at(to)).length;
  expect(count('0:00', '0:10')).toBe(1);
  expect(count('0:01', '0:11')).toBe(1);
  expect(count('0:01', '0:10')).toBe(0);
  expect(count('-1:00', '10:00')).toBe(18);
});

test('the rate is that of the journeys that were to begin, of which some were dropped', () => {
  expect(rateBetween(load, at('0:00'), at('1:00'))).toBe(2);
  expect(rateBetween(load, at('0:30'), at('1:30'))).toBe(6);
  expect(rateBetween(dropping, at('0:00'), at('0:20'))).toBe(1.5);
});

test('the rate of a time in which nothing was measured is no number', () => {
  expect(rateBetween(load, at('4:00'), at('5:00'))).toBeNaN();
});

test('the load ends with the last window in which a journey began or was to begin', () => {
  expect(loadEndMs(load)).toBe(at('2:00'));
  expect(loadEndMs(dropping)).toBe(at('0:20'));
  const balanced = { ...dropping, windows: [{ iterations: 3, droppedIterations: 3, steps: {} }] };
  expect(loadEndMs(balanced)).toBe(at('0:10'));
  expect(loadEndMs({ ...dropping, windows: [] })).toBe(startMs);
});
