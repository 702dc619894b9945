import { expect, test } from 'vitest';
import { serverTiming } from './server-timing.ts';

/** The percents that nginx would split by: first the coarse ones, then those of what remains in doubt. */
function percentsOf(rate: number): readonly string[] {
  return serverTiming('t', rate, false)
    .maps.flat()
    .flatMap((line) => /^\s*(.+%) /.exec(line)?.[1] ?? []);
}

test.each([
  [0, []],
  [0.0001, ['0.01%', '1%']],
  [0.005, ['0.01%', '50%']],
  [0.29, ['0.29%']],
  [33.3333, ['33.33%', '0.01%', '33%']],
  [99.9999, ['99.99%', '0.01%', '99%']],
  [100, []],
])('A sample of %d percent is split by percents of two decimal places: %j.', (rate, percents) => {
  expect(percentsOf(rate)).toEqual(percents);
});

test('Every answer is in a sample of 100 percent, and none in one of 0 percent.', () => {
  const others = (rate: number) => serverTiming('t', rate, false).maps[0]?.at(-2)?.trim();
  expect([others(100), others(0)]).toEqual(['* 1;', '* "";']);
});
