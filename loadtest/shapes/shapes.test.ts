import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { highestRatePerSecond, longestDurationMs } from './check-options.ts';
import { journeyNames } from './load-plan.ts';
import { storeMix } from './mix.ts';
import { planDurationMs, plannedJourneys } from './planned-load.ts';
import { plannedRate } from './planned-rate.ts';
import type { ShapeOptions } from './shape.ts';
import { findShape, shapes } from './shapes.ts';

const anyShape = fc.constantFrom(...shapes);
const anyOptions: fc.Arbitrary<ShapeOptions> = fc
  .record({
    ratePerSecond: fc.double({ min: 0.001, max: highestRatePerSecond, noNaN: true }),
    timeScale: fc.integer({ min: 1, max: 60 }),
    durationMs: fc.option(fc.integer({ min: 1000, max: longestDurationMs }), { nil: undefined }),
  })
  .map(({ durationMs, ...options }) => ({ ...options, ...(durationMs === undefined ? {} : { durationMs }) }));

const minuteMs = 60_000;

test('every shape has a name of its own and a sentence about it', () => {
  expect(shapes.map(({ name }) => name)).toEqual(['smoke', 'average', 'spike', 'breakpoint', 'sale', 'soak']);
  for (const { about } of shapes) expect(about).toMatch(/^[A-Z].*[.?]$/);
});

test('a shape is found by its name, and the names are listed for any other', () => {
  expect(findShape('spike').name).toBe('spike');
  expect(() => findShape('peak')).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT', exitCode: 2 }));
});

test('a plan ends, stays within its rate, reaches it, and lasts as long as it was told to', () => {
  fc.assert(
    fc.property(anyShape, anyOptions, (shape, options) => {
      const plan = shape.plan(options);
      const rates = plan.stages.map(({ ratePerSecond }) => ratePerSecond);
      expect(planDurationMs(plan)).toBeLessThanOrEqual(longestDurationMs);
      if (options.durationMs !== undefined) expect(planDurationMs(plan)).toBe(options.durationMs);
      expect(Math.max(plan.startRatePerSecond, ...rates)).toBeCloseTo(options.ratePerSecond, 2);
      for (const { durationMs, ratePerSecond } of plan.stages) {
        expect(durationMs).toBeGreaterThanOrEqual(0);
        expect(Number.isInteger(durationMs)).toBe(true);
        expect(ratePerSecond).toBeGreaterThan(0);
      }
      expect(plan.mostVisitors).toBeGreaterThanOrEqual(options.ratePerSecond * 50);
    }),
  );
});

test('the journeys of a plan are as many as its rate adds up to', () => {
  fc.assert(
    fc.property(anyShape, anyOptions, (shape, options) => {
      const plan = shape.plan(options);
      const steps = 20_000;
      const stepMs = planDurationMs(plan) / steps;
      const added = Array.from({ length: steps }, (_, step) => plannedRate(plan, (step + 0.5) * stepMs) ?? 0);
      const journeys = (added.reduce((total, rate) => total + rate, 0) * stepMs) / 1000;
      expect(Math.abs(journeys - plannedJourneys(plan))).toBeLessThanOrEqual(plannedJourneys(plan) / 500);
    }),
    { numRuns: 30 },
  );
});

test('a steady minute of two journeys a second has 120 journeys', () => {
  const plan = findShape('smoke').plan({ ratePerSecond: 2, timeScale: 1 });
  expect([planDurationMs(plan), plannedJourneys(plan)]).toEqual([minuteMs, 120]);
});

test('the shares of the mix add up to 1', () => {
  const shares = journeyNames.map((name) => storeMix[name]);
  expect(shares.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 12);
});

test('a shape takes less time where metrics are faster', () => {
  for (const { plan } of shapes) {
    const at = (timeScale: number) => planDurationMs(plan({ ratePerSecond: 1, timeScale }));
    expect(at(10)).toBeLessThan(at(1));
  }
});

describe('a spike', () => {
  const spike = findShape('spike');
  const holdMs = (timeScale: number) =>
    spike.plan({ ratePerSecond: 4, timeScale }).stages[2]?.durationMs ?? 0;
  const lastMs = (timeScale: number) =>
    spike.plan({ ratePerSecond: 4, timeScale }).stages.at(-1)?.durationMs ?? 0;

  test('is up within seconds from a tenth of its rate, and holds it', () => {
    const { startRatePerSecond, stages } = spike.plan({ ratePerSecond: 4, timeScale: 1 });
    expect(startRatePerSecond).toBe(0.4);
    expect(stages.map(({ ratePerSecond }) => ratePerSecond)).toEqual([0.4, 4, 4, 0.4, 0.4]);
    expect(stages[1]?.durationMs).toBeLessThanOrEqual(10_000);
  });

  test('holds for the three minutes of an alarm and the start of tasks, which no time scale makes faster', () => {
    for (const scale of [1, 5, 10]) {
      expect(holdMs(scale)).toBeGreaterThan((3 * minuteMs) / scale + 30_000);
    }
  });

  test('is quiet for more than the fifteen minutes that a scale-in takes', () => {
    for (const scale of [1, 5, 10]) expect(lastMs(scale)).toBeGreaterThan((17 * minuteMs) / scale);
  });

  test('takes three to four minutes at time scale 10', () => {
    const minutes = planDurationMs(spike.plan({ ratePerSecond: 4, timeScale: 10 })) / minuteMs;
    expect(minutes).toBeGreaterThan(3);
    expect(minutes).toBeLessThan(4);
  });
});

test.each([
  ['no rate', { ratePerSecond: 0, timeScale: 1 }],
  ['a negative rate', { ratePerSecond: -1, timeScale: 1 }],
  ['a rate above the ceiling', { ratePerSecond: highestRatePerSecond + 1, timeScale: 1 }],
  ['a rate that is no number', { ratePerSecond: Number.NaN, timeScale: 1 }],
  ['no duration', { ratePerSecond: 1, durationMs: 0, timeScale: 1 }],
  ['a negative duration', { ratePerSecond: 1, durationMs: -1, timeScale: 1 }],
  ['a duration without an end', { ratePerSecond: 1, durationMs: Number.POSITIVE_INFINITY, timeScale: 1 }],
  ['a time scale below 1', { ratePerSecond: 1, timeScale: 0.5 }],
])('%s is refused', (_, options) => {
  for (const { plan } of shapes) {
    expect(() => plan(options)).toThrow(expect.objectContaining({ code: 'BAD_ARGUMENT', exitCode: 2 }));
    expect(() => plan(options)).toThrow(Failure);
  }
});
