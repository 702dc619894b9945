import { expect, test } from 'vitest';
import { clusterTime, keepTime } from './cluster-time.ts';
import { emptyTestCluster } from './testing/cluster-fixtures.ts';

test('a cluster that never saw a clock takes the one of the machine', () => {
  expect(clusterTime({}, 1000)).toEqual({ latest: 1000, offsetMs: 0 });
});

test('time goes on with the clock', () => {
  expect(clusterTime({ clock: { latest: 1000, offsetMs: 0 } }, 1000)).toEqual({ latest: 1000, offsetMs: 0 });
  expect(clusterTime({ clock: { latest: 1000, offsetMs: 50 } }, 3000)).toEqual({
    latest: 3050,
    offsetMs: 50,
  });
});

test('a clock that was set back is made up for', () => {
  const clock = clusterTime({ clock: { latest: 5000, offsetMs: 0 } }, 2000);
  expect(clock).toEqual({ latest: 5000, offsetMs: 3000 });
  expect(clusterTime({ clock }, 2500)).toEqual({ latest: 5500, offsetMs: 3000 });
});

test('time is written down only with a change', () => {
  const state = emptyTestCluster();
  const clock = { latest: 7, offsetMs: 0 };
  expect(keepTime(state, state, clock)).toBe(state);
  expect(keepTime(state, { ...state, sequence: 1 }, clock)).toEqual({ ...state, sequence: 1, clock });
});

test('a clock that was set back is written down by itself', () => {
  const state = { ...emptyTestCluster(), clock: { latest: 5000, offsetMs: 0 } };
  const clock = { latest: 5000, offsetMs: 3000 };
  expect(keepTime(state, state, clock)).toEqual({ ...state, clock });
});
