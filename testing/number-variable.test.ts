import { expect, test } from 'vitest';
import { numberVariable } from './number-variable.ts';

test('a variable of a test run is a whole number, and an empty one counts as not set', () => {
  expect(numberVariable('RUNS', 9, { RUNS: '20' })).toBe(20);
  expect([numberVariable('RUNS', 9, {}), numberVariable('RUNS', 9, { RUNS: '' })]).toEqual([9, 9]);
});

test.each(['abc', '1e3', '-1', '0x10'])('a test run with the number %s is refused by name', (RUNS) => {
  expect(() => numberVariable('RUNS', 9, { RUNS })).toThrow(`RUNS must be a whole number, not '${RUNS}'`);
});
