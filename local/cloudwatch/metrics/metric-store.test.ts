import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type MetricDatum, metricKey } from './metric.ts';
import { createMetricStore } from './metric-store.ts';
import { statistic } from './statistic.ts';
import { hour, load, metric } from './testing/data.ts';

const minuteMs = 60_000;
const wholeDay = { startMs: hour, endMs: hour + 1440 * minuteMs, periodMs: minuteMs };

/** A store with data, read in periods of a length. */
function periodsOf(data: readonly MetricDatum[], periodMs: number, unit?: string, timeScale = 1) {
  const store = createMetricStore({ timeScale });
  store.put(data);
  return store.read(metric('Load'), { ...wholeDay, periodMs }, unit);
}

describe('values at any time within ten minutes', () => {
  const seconds = fc.integer({ min: 0, max: 599 });
  const number = fc.nat({ max: 1_000_000 }).map((whole) => whole / 1000);
  const observations = fc.array(fc.tuple(seconds, number), { minLength: 1, maxLength: 200 });
  const periods = fc.constantFrom(1000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000);
  const asData = (all: readonly (readonly [number, number])[]) =>
    all.map(([second, value]) => load(hour + second * 1000, [value], { isHighResolution: true }));

  test('count in the statistics of the period in which they were observed, and of no other', () => {
    fc.assert(
      fc.property(observations, periods, (all, periodMs) => {
        const expected = Map.groupBy(all, ([second]) => Math.floor((second * 1000) / periodMs));
        const read = periodsOf(asData(all), periodMs);
        expect(read.map(({ startMs }) => (startMs - hour) / periodMs)).toEqual(
          [...expected.keys()].sort((a, b) => a - b),
        );
        for (const { startMs, values } of read) {
          const own = (expected.get((startMs - hour) / periodMs) ?? []).map(([, value]) => value);
          expect(values).toMatchObject({
            sampleCount: own.length,
            minimum: Math.min(...own),
            maximum: Math.max(...own),
          });
          expect(values.sum).toBeCloseTo(
            own.reduce((sum, value) => sum + value, 0),
            6,
          );
        }
      }),
    );
  });

  test('give percentiles that are within 1 % of the value at that rank', () => {
    fc.assert(
      fc.property(observations, fc.integer({ min: 1, max: 99 }), (all, percent) => {
        const [period] = periodsOf(asData(all), 600_000);
        const sorted = all.map(([, value]) => value).sort((a, b) => a - b);
        const exact = sorted[Math.ceil((percent * sorted.length) / 100) - 1] ?? Number.NaN;
        const found = period && statistic(period.values, `p${percent}`);
        expect(Math.abs((found ?? Number.NaN) - exact)).toBeLessThanOrEqual(0.01 * exact);
      }),
    );
  });

  test('add up to the same in any order, one by one or in sets', () => {
    const whole = fc.array(fc.tuple(seconds, fc.nat({ max: 1000 })), { minLength: 1, maxLength: 100 });
    const orders = whole.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(orders, periods, ([all, shuffled], periodMs) => {
        const inSets = [...Map.groupBy(all, ([second]) => second)].map(([second, own]) =>
          load(
            hour + second * 1000,
            own.map(([, value]) => value),
            { isHighResolution: true },
          ),
        );
        const oneByOne = periodsOf(asData(all), periodMs);
        expect(periodsOf(asData(shuffled), periodMs)).toEqual(oneByOne);
        expect(periodsOf(inSets, periodMs)).toEqual(oneByOne);
      }),
    );
  });
});

describe('the resolution of data', () => {
  const values = [2, 3, 7, 11, 13].map((value, index) => [[1, 2, 5, 60, 61][index] ?? 0, value] as const);
  const sums = (isHighResolution: boolean, periodMs: number) =>
    periodsOf(
      values.map(([second, value]) => load(hour + second * 1000, [value], { isHighResolution })),
      periodMs,
    ).map(({ startMs, values: { sum } }) => [(startMs - hour) / 1000, sum]);

  it('is a minute, unless it is high resolution', () => {
    expect(sums(false, 1000)).toEqual([
      [0, 12],
      [60, 24],
    ]);
    expect(sums(true, 1000)).toEqual([
      [1, 2],
      [2, 3],
      [5, 7],
      [60, 11],
      [61, 13],
    ]);
    expect(sums(true, minuteMs)).toEqual(sums(false, minuteMs));
  });

  it.each([7, 10, 20])('is a minute divided by a time scale of %i', (timeScale) => {
    const periodMs = minuteMs / timeScale;
    const data = Array.from({ length: 60 }, (_, second) => load(hour + second * 1000, [1]));
    const read = periodsOf(data, periodMs, undefined, timeScale);
    expect(read).toHaveLength(timeScale);
    for (const [index, { startMs, values: own }] of read.entries()) {
      expect(startMs).toBeCloseTo(hour + index * periodMs, 2);
      const seconds = data.filter(({ atMs }) => Math.floor((atMs - hour) / periodMs) === index);
      expect(own.sampleCount).toBe(seconds.length);
    }
  });
});

describe('periods', () => {
  it('are those that begin in the range', () => {
    const store = createMetricStore();
    store.put([0, 1, 2, 3].map((minute) => load(hour + minute * minuteMs, [minute])));
    const read = (startMs: number, endMs: number) =>
      store.read(metric('Load'), { startMs, endMs, periodMs: minuteMs }).map(({ values }) => values.sum);
    expect(read(hour + minuteMs, hour + 3 * minuteMs)).toEqual([1, 2]);
    expect(read(hour + 1, hour + 3 * minuteMs + 1)).toEqual([1, 2, 3]);
    expect(read(hour, hour)).toEqual([]);
  });

  it('without data are left out, and so are those of an unknown metric', () => {
    const sums = periodsOf([load(hour, [1]), load(hour + 2 * minuteMs, [3])], minuteMs);
    expect(sums.map(({ startMs }) => (startMs - hour) / minuteMs)).toEqual([0, 2]);
    expect(createMetricStore().read(metric('Load'), wholeDay)).toEqual([]);
  });
});

describe('units', () => {
  const data = [
    load(hour, [1], { unit: 'Seconds' }),
    load(hour, [1000], { unit: 'Milliseconds' }),
    load(hour + minuteMs, [2], { unit: 'Seconds' }),
  ];
  const sums = (unit?: string) => periodsOf(data, minuteMs, unit).map(({ values }) => values.sum);

  it('are read separately', () => {
    expect(sums('Seconds')).toEqual([1, 2]);
    expect(sums('Milliseconds')).toEqual([1000]);
    expect(sums('Bytes')).toEqual([]);
    expect(sums('None')).toEqual([]);
  });

  it('are never added up: a query without a unit gets the first by name', () => {
    expect(sums()).toEqual([1000, 2]);
    expect(periodsOf(data, minuteMs).map(({ unit }) => unit)).toEqual(['Milliseconds', 'Seconds']);
  });

  it('of a metric are listed by name', () => {
    const store = createMetricStore();
    store.put(data);
    expect(store.units(metric('Load'))).toEqual(['Milliseconds', 'Seconds']);
    expect(store.units(metric('Other'))).toEqual([]);
  });
});

test('the order of dimensions does not matter, but another dimension makes another metric', () => {
  const store = createMetricStore();
  const dimensions = { A: 'one', B: 'two' };
  store.put([
    load(hour, [3], { metric: { ...metric('Load'), dimensions } }),
    load(hour, [5], { metric: { ...metric('Load'), dimensions: { B: 'two', A: 'one' } } }),
    load(hour, [7], { metric: { ...metric('Load'), dimensions: { A: 'one' } } }),
  ]);
  expect(store.list().map(({ dimensions: own }) => own)).toEqual([dimensions, { A: 'one' }]);
  const [period] = store.read({ ...metric('Load'), dimensions }, wholeDay);
  expect(period?.values).toMatchObject({ sampleCount: 2, sum: 8 });
  expect(new Set(store.list().map(metricKey)).size).toBe(2);
});

describe('data', () => {
  it('that is not a number, or has no samples, is left out', () => {
    const values = { sampleCount: 1, sum: 1, minimum: 1, maximum: 1 };
    const wrong = [
      { ...values, sum: Number.NaN },
      { ...values, maximum: Infinity },
      { ...values, sampleCount: 0 },
      { ...values, minimum: 2 },
    ].map((each) => load(hour, [], { values: each }));
    expect(periodsOf([...wrong, load(Number.NaN, [1])], minuteMs)).toEqual([]);
  });

  it('is kept for three hours below a minute and for a day in minutes, after which its metric is not listed', () => {
    const store = createMetricStore();
    const read = (periodMs: number) =>
      store.read(metric('Load'), { ...wholeDay, periodMs }).map(({ values }) => values.sum);
    const later = (minutes: number) =>
      store.put([load(hour + minutes * minuteMs, [1], { metric: metric('Other') })]);
    store.put([load(hour, [5], { isHighResolution: true })]);
    later(179);
    expect(read(1000)).toEqual([5]);
    later(190);
    expect([read(1000), read(minuteMs)]).toEqual([[], [5]]);
    later(1439);
    expect(read(minuteMs)).toEqual([5]);
    later(1450);
    expect(read(minuteMs)).toEqual([]);
    expect(store.list()).toEqual([metric('Other')]);
    store.put([load(hour, [5])]);
    expect(read(minuteMs)).toEqual([]);
  });

  it('is kept for a shorter time where there is too much of it, the newest the longest', () => {
    const store = createMetricStore({ mostPoints: 2000 });
    const read = (minutes: number) =>
      store.read(metric('Load'), {
        startMs: hour + minutes * minuteMs,
        endMs: hour + 1000 * minuteMs,
        periodMs: minuteMs,
      });
    for (let minute = 0; minute < 1000; minute += 1) store.put([load(hour + minute * minuteMs, [minute])]);
    expect(read(0)).toHaveLength(1000);
    // Each takes as much as 20 points before it has any.
    for (let number = 0; number < 1000; number += 1) {
      const at = hour + (1000 + number) * minuteMs;
      store.put([load(at, [1], { metric: metric(`Of request ${number}`) })]);
    }
    expect(store.list().length).toBeLessThan(110);
    expect(store.list()).toContainEqual(metric('Of request 999'));
    expect(store.list()).not.toContainEqual(metric('Load'));
  });

  it('is kept as long as ever when the clock was wrong and is set back', () => {
    let nowMs = hour + 48 * 60 * minuteMs;
    const store = createMetricStore({ now: () => nowMs });
    store.put([load(nowMs, [1])]);
    nowMs = hour;
    for (let minute = 0; minute < 10; minute += 1) {
      nowMs = hour + minute * minuteMs;
      store.put([load(nowMs, [minute], { isHighResolution: true })]);
    }
    const range = { startMs: hour, endMs: hour + 10 * minuteMs };
    expect(store.read(metric('Load'), { ...range, periodMs: minuteMs })).toHaveLength(10);
    expect(store.read(metric('Load'), { ...range, periodMs: 1000 })).toHaveLength(10);
  });
});
