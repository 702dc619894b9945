import { describe, expect, it, test } from 'vitest';
import type { StatisticSet } from './metric.ts';
import { createMetricStore } from './metric-store.ts';
import { statistic } from './statistic.ts';
import { hour, load, metric, setOfValues } from './testing/data.ts';

const weighted = setOfValues([2, 2, 10, 10, 10]);

/** What becomes of data of one period. */
function kept(...all: readonly StatisticSet[]): StatisticSet {
  const store = createMetricStore();
  store.put(all.map((values) => load(hour, [], { values })));
  const [period] = store.read(metric('Load'), { startMs: hour, endMs: hour + 1, periodMs: 60_000 });
  return period?.values ?? expect.fail('there is no period');
}

describe('a statistic of 2, 2, 10, 10 and 10', () => {
  it.each([
    ['SampleCount', 5],
    ['Sum', 34],
    ['Average', 6.8],
    ['Minimum', 2],
    ['Maximum', 10],
    ['p0', 2],
    ['p40', 2],
    ['p41', 10],
    ['p50', 10],
    ['p99.9', 10],
    ['p100', 10],
    ['tc90', 4.5],
    ['ts90', 29],
    ['tm90', 29 / 4.5],
    ['wm90', 6.8],
    ['IQM', 7.6],
    ['TM(25%:75%)', 7.6],
    ['TM(:90%)', 29 / 4.5],
    ['TM(40%:)', 10],
    ['WM(50%:)', 10],
    ['TC(2:10)', 3],
    ['TC(:2)', 2],
    ['TS(2:)', 30],
    ['TM(1:9)', 2],
    ['WM(3:8)', 6],
    ['PR(2:10)', 100],
    ['PR(:2)', 40],
    ['PR(3:)', 60],
    ['TM(20:30)', undefined],
    ['TC(20:30)', 0],
  ])('%s is %d', (stat, expected) => {
    const found = statistic(weighted, stat);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(expected, 9);
  });

  it.each([
    ['p50', 9.874619498547638],
    ['p90', 9.974797183077614],
    ['tc90', 4.5],
    ['ts90', 28.924448962219458],
    ['tm90', 6.427655324937657],
    ['wm90', 6.784889792443892],
    ['IQM', 7.5604922241921155],
    ['PR(2:10)', 100],
  ])('%s of what is kept is within 2 %% of the %d that CloudWatch gave', (stat, captured) => {
    const found = statistic(kept(weighted), stat) ?? Number.NaN;
    expect(Math.abs(found - captured)).toBeLessThanOrEqual(0.02 * captured);
  });
});

test.each([
  'Median',
  'average',
  'p101',
  'p-1',
  'p99.12345678901',
  'tm101',
  'pr50',
  'TM()',
  'TM(:)',
  'TM(%:90%)',
  'TM(10%:90)',
  'TM(90%:10%)',
  'TM(:101%)',
  'PR(10%:90%)',
  'tm(10%:90%)',
  'iqm',
])('%s is refused by name', (stat) => {
  expect(() => statistic(weighted, stat)).toThrow(
    expect.objectContaining({ code: 'ValidationError', message: expect.stringContaining(stat) }),
  );
});

describe('percentiles', () => {
  const general = { sampleCount: 3, sum: 15, minimum: 1, maximum: 9 };

  it('of a statistic set are known only at its ends, and make those of other data unknown', () => {
    for (const set of [general, kept(general), kept(general, weighted), kept(weighted, general)]) {
      expect([statistic(set, 'p50'), statistic(set, 'tm90')]).toEqual([undefined, undefined]);
      expect([statistic(set, 'p0'), statistic(set, 'p100')]).toEqual([set.minimum, set.maximum]);
    }
  });

  it.each([
    { sampleCount: 3, sum: 21, minimum: 7, maximum: 7 },
    { sampleCount: 2.5, sum: 17.5, minimum: 7, maximum: 7 },
    { sampleCount: 1, sum: 7, minimum: 7, maximum: 7 },
  ])('of a statistic set of equal values are known: %o', (set) => {
    for (const each of [set, kept(set)]) expect(statistic(each, 'p50')).toBe(7);
    expect(statistic(kept(set, weighted), 'p100')).toBe(10);
    expect(statistic(kept(set, weighted), 'p50')).toBeCloseTo(7, 0);
  });

  it('are unknown as soon as a value is negative, except at the ends', () => {
    const negative = kept(setOfValues([-1, 3]));
    expect(statistic(negative, 'p90')).toBeUndefined();
    expect(statistic(negative, 'TM(10%:90%)')).toBeUndefined();
    expect([statistic(negative, 'p0'), statistic(negative, 'p100')]).toEqual([-1, 3]);
  });

  it('work with zero and with values of any size', () => {
    const set = kept(setOfValues([0, 0, 0, 1e-200, 5e200]));
    expect(statistic(set, 'p60')).toBe(0);
    expect((statistic(set, 'p80') ?? 0) / 1e-200).toBeCloseTo(1, 1);
    expect((statistic(set, 'p81') ?? 0) / 5e200).toBeCloseTo(1, 1);
  });
});
