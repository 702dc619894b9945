import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bracket, type CapacityStep } from './capacity-step.ts';
import { heldLoad } from './held-load.ts';
import { nextRate, type RateSearch } from './next-rate.ts';
import { limits, madeTask } from './testing/made-steps.ts';

function search(step: (rate: number) => CapacityStep, options: Partial<RateSearch> = {}) {
  const settings: RateSearch = { limits, firstRate: 0.5, highestRate: 100, mostSteps: 12, ...options };
  const steps: CapacityStep[] = [];
  for (;;) {
    const rate = nextRate(steps, settings);
    if (rate === undefined) return steps;
    steps.push(step(rate));
  }
}

const rates = fc.double({ min: 0.5, max: 400, noNaN: true });
const firsts = fc.double({ min: 0.1, max: 50, noNaN: true });
const idle = fc.double({ min: 0, max: 40, noNaN: true });

test('the rates close in on the target of CPU, whatever the task holds and wherever they begin', () => {
  fc.assert(
    fc.property(rates, firsts, idle, (fullAt, firstRate, idleCpuPercent) => {
      const steps = search(madeTask(fullAt, idleCpuPercent), { firstRate });
      const { below, above } = bracket(steps, limits);
      const held = heldLoad(steps, limits);
      const atTarget = (fullAt * (70 - idleCpuPercent)) / (100 - idleCpuPercent);
      if (below === undefined) return expect(atTarget / 4).toBeLessThanOrEqual(0.05 * 1.001);
      expect(above).toBeDefined();
      expect((above?.journeysPerSecond ?? 0) / below.journeysPerSecond).toBeLessThanOrEqual(1.25);
      expect(Math.abs((held?.requestsPerSecond ?? 0) / atTarget - 1)).toBeLessThan(0.25);
    }),
  );
});

test('a search always ends, whatever the steps show', () => {
  const anyStep = fc.record({
    ...{ requestsPerSecond: fc.double({ min: 0, max: 500, noNaN: true }) },
    ...{ cpuPercent: fc.double({ min: 0, max: 120, noNaN: true }), memoryPercent: fc.constant(30) },
    ...{ p50Ms: fc.constant(50), p95Ms: fc.double({ min: 1, max: 5000, noNaN: true }) },
    ...{ errorShare: fc.double({ min: 0, max: 1, noNaN: true }), droppedShare: fc.constant(0) },
  });
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 20, maxLength: 20 }), firsts, (made, firstRate) => {
      let count = 0;
      const steps = search(
        (journeysPerSecond) =>
          ({ ...(made[count++ % made.length] ?? made[0]), journeysPerSecond }) as CapacityStep,
        { firstRate, mostSteps: 8 },
      );
      expect(steps.length).toBeLessThanOrEqual(8);
      for (const { journeysPerSecond } of steps) {
        expect(journeysPerSecond).toBeGreaterThanOrEqual(0.05);
        expect(journeysPerSecond).toBeLessThanOrEqual(100);
      }
    }),
  );
});

test('it goes no higher than the highest rate, and says that nothing limited it there', () => {
  const steps = search(madeTask(200), { highestRate: 4 });
  expect(Math.max(...steps.map(({ journeysPerSecond }) => journeysPerSecond))).toBe(4);
  expect(heldLoad(steps, limits)).toMatchObject({ limitedBy: 'nothing', journeysPerSecond: 4 });
});

test('a task that exceeds a limit at the lowest rate holds nothing', () => {
  const steps = search((rate) => ({ ...madeTask(10)(rate), errorShare: 0.5 }));
  expect(steps.at(-1)?.journeysPerSecond).toBe(0.05);
  expect(heldLoad(steps, limits)).toBeUndefined();
});

test('a step that is as slow as the rest, but near the target, does not stop the search before it is bracketed', () => {
  const steps = search(madeTask(10), { firstRate: 1.74 });
  expect(bracket(steps, limits).above).toBeDefined();
});

test('a task that gives way long before its CPU is at the target is closed in on as fast', () => {
  const givesWayAt = (rate: number) => (journeysPerSecond: number) => ({
    ...madeTask(1000)(journeysPerSecond),
    ...(journeysPerSecond > rate ? { p95Ms: 9000 } : {}),
  });
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 50, noNaN: true }), (limit) => {
      const steps = search(givesWayAt(limit), { firstRate: 0.4, mostSteps: 8 });
      const { below, above } = bracket(steps, limits);
      expect(below?.journeysPerSecond).toBeLessThanOrEqual(limit);
      expect((above?.journeysPerSecond ?? Infinity) / (below?.journeysPerSecond ?? 0)).toBeLessThanOrEqual(
        1.25,
      );
    }),
  );
});
