import { expect, test } from 'vitest';
import { graceMs } from './lateness.ts';

test.each([
  ['local', 1, 60, 135],
  ['local', 1, 20, 35],
  ['local', 10, 60, 23],
  ['shop', 10, 20, 13],
  ['staging', 1, 60, 280],
  ['staging', 1, 300, 280],
  ['staging', 1, 20, 45],
])(
  'a policy in %s at time scale %i with periods of %i s may take %i s',
  (environment, timeScale, period, seconds) => {
    expect(graceMs({ environment, timeScale }, period)).toBe(seconds * 1000);
  },
);
