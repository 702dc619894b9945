import { expect, test } from 'vitest';
import { atLeast, atMost } from './measurement.ts';
import { markdownTable } from './table.ts';

test('the table has a row for each measurement, with its limit and verdict', () => {
  const table = markdownTable([
    { what: 'synth', value: 1.234, unit: 's', limit: atMost(1.2), detail: 'median of 7' },
    { what: 'reset', value: 140.4, unit: 'times', limit: atLeast(20) },
    { what: 'a | b', value: 2, unit: 'ms' },
  ]);
  expect(table).toBe(
    [
      '| what | measured | limit | verdict | how |',
      '| --- | --- | --- | --- | --- |',
      '| synth | 1.23 s | at most 1.2 s | over | median of 7 |',
      '| reset | 140 times | at least 20 times | ok |  |',
      '| a \\| b | 2.00 ms |  | - |  |',
    ].join('\n'),
  );
});
