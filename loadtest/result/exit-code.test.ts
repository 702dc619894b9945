import { expect, test } from 'vitest';
import { exitCodeOf } from './exit-code.ts';

test('a load test that passed ends with 0, and one that failed with 1', () => {
  expect([exitCodeOf({ outcome: 'passed' }), exitCodeOf({ outcome: 'failed' })]).toEqual([0, 1]);
});
