import { expect, test } from 'vitest';
import { inPeriods, readableSeconds, realSeconds } from './shortened-periods.ts';

test('a period is read as it is where CloudWatch has it, else in the longest that it is made of', () => {
  const read = [1, 2, 3, 6, 7, 10, 12, 60].map((scale) => readableSeconds(realSeconds(60, scale)));
  expect(read).toEqual([60, 30, 20, 10, 1, 1, 5, 1]);
  expect(readableSeconds(300)).toBe(300);
});

test('a period lasts for a second at least', () => {
  expect(realSeconds(60, 200)).toBe(1);
});

test('values of parts of a period become one value, by the statistic', () => {
  const parts = [
    { startMs: 12_000, value: 1 },
    { startMs: 17_000, value: 5 },
    { startMs: 18_000, value: 7 },
  ];
  const [first] = ['Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum', 'p95'].map((statistic) =>
    inPeriods(parts, 6, statistic),
  );
  expect(first).toEqual([
    { startMs: 12_000, value: 6 },
    { startMs: 18_000, value: 7 },
  ]);
  const values = ['SampleCount', 'Average', 'Minimum', 'Maximum', 'p95'].map(
    (statistic) => inPeriods(parts, 6, statistic)[0]?.value,
  );
  expect(values).toEqual([6, 3, 1, 5, 5]);
});

test('a period that begins within a second is recognised by that second', () => {
  // At a time scale of 7 the second period begins after 8571 ms.
  expect(inPeriods([{ startMs: 8000, value: 1 }], 60 / 7, 'Sum')).toEqual([{ startMs: 8571, value: 1 }]);
});
