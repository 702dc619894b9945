import fc from 'fast-check';
import type { RampingArrivalRateScenario } from 'k6/options';
import { expect, test } from 'vitest';
import { highestRatePerSecond } from './check-options.ts';
import { k6Options } from './k6-options.ts';
import { journeyNames, type LoadPlan } from './load-plan.ts';
import { findShape, shapes } from './shapes.ts';

const plans = fc
  .record({
    shape: fc.constantFrom(...shapes),
    ratePerSecond: fc.double({ min: 0.001, max: highestRatePerSecond, noNaN: true }),
    timeScale: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ shape, ...options }) => shape.plan(options));

function scenariosOf(plan: LoadPlan): Readonly<Record<string, RampingArrivalRateScenario>> {
  const { scenarios = {} } = k6Options(plan, { trustAnyCertificate: true });
  return Object.fromEntries(
    Object.entries(scenarios).map(([name, scenario]) => {
      if (scenario.executor !== 'ramping-arrival-rate') throw new Error(`${name} is ${scenario.executor}`);
      return [name, scenario];
    }),
  );
}

test('each journey has exactly its share of every rate, in whole numbers', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const scenarios = scenariosOf(plan);
      for (const name of journeyNames) {
        const { startRate = -1, stages = [], timeUnit = '' } = scenarios[name] ?? { stages: [] };
        const counts = [startRate, ...stages.map(({ target }) => target)];
        const rates = [plan.startRatePerSecond, ...plan.stages.map(({ ratePerSecond }) => ratePerSecond)];
        expect(counts.every(Number.isInteger)).toBe(true);
        // In whole thousandths of journeys and hundredths of shares: without any error of floating-point numbers.
        const exact = rates.map((rate) => Math.round(rate * 1000) * Math.round(plan.mix[name] * 100));
        const unitSeconds = Number.parseInt(timeUnit, 10);
        expect(counts.map((count) => count * (100_000 / unitSeconds))).toEqual(exact);
      }
    }),
  );
});

test('all scenarios have the stages of the plan, to the millisecond', () => {
  const plan = findShape('sale').plan({ ratePerSecond: 3, timeScale: 7 });
  for (const { stages } of Object.values(scenariosOf(plan))) {
    expect(stages.map(({ duration }) => duration)).toEqual(
      plan.stages.map(({ durationMs }) => `${durationMs}ms`),
    );
  }
});

test('the visitors of all scenarios are those of the plan, and each journey has some', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const most = Object.values(scenariosOf(plan)).map(({ maxVUs }) => maxVUs ?? 0);
      expect(most.reduce((total, each) => total + each, 0)).toBe(plan.mostVisitors);
      expect(Math.min(...most)).toBeGreaterThan(0);
      for (const { preAllocatedVUs, maxVUs } of Object.values(scenariosOf(plan))) {
        expect(preAllocatedVUs).toBeLessThanOrEqual(maxVUs ?? 0);
      }
    }),
  );
});

test('all visitors of a plan are there from its start, or a thousand of them', () => {
  const readyOf = (ratePerSecond: number) =>
    Object.values(scenariosOf(findShape('average').plan({ ratePerSecond, timeScale: 1 })))
      .map(({ preAllocatedVUs }) => preAllocatedVUs)
      .reduce((total, each) => total + each, 0);
  expect(readyOf(3)).toBe(180);
  expect(readyOf(40)).toBeGreaterThanOrEqual(1_000);
  expect(readyOf(40)).toBeLessThan(1_010);
});

test('each worker has a visitor for each journey, however few the plan has', () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 20 }), (plan, workers) => {
      const { scenarios = {} } = k6Options(plan, { trustAnyCertificate: true, workers });
      for (const scenario of Object.values(scenarios)) {
        expect(scenario).toHaveProperty('preAllocatedVUs', expect.any(Number));
        if (scenario.executor !== 'ramping-arrival-rate') continue;
        expect(scenario.preAllocatedVUs).toBeGreaterThanOrEqual(workers);
        expect(scenario.maxVUs).toBeGreaterThanOrEqual(scenario.preAllocatedVUs);
      }
    }),
  );
});

test('a journey that nobody makes has no scenario', () => {
  const plan = findShape('smoke').plan({ ratePerSecond: 1, timeScale: 1 });
  const mix = { ...plan.mix, browse: plan.mix.browse + plan.mix.admin, admin: 0 };
  expect(Object.keys(scenariosOf({ ...plan, mix }))).toEqual(['browse', 'search', 'cart', 'checkout']);
});

test('a small rate stays exact in a longer unit of time', () => {
  const plan = findShape('smoke').plan({ ratePerSecond: 0.5, timeScale: 1 });
  const { admin } = scenariosOf(plan);
  expect(admin).toMatchObject({ exec: 'admin', startRate: 15, timeUnit: '1000s' });
});

test('certificates are checked unless the environment is a local one', () => {
  const plan = findShape('smoke').plan({ ratePerSecond: 1, timeScale: 1 });
  const skips = [true, false].map(
    (trustAnyCertificate) => k6Options(plan, { trustAnyCertificate }).insecureSkipTLSVerify,
  );
  expect(skips).toEqual([true, false]);
});
