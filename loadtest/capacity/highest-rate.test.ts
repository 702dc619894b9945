import { expect, test } from 'vitest';
import { checkPlan } from '../guards/check-plan.ts';
import { highestRateIn } from './highest-rate.ts';
import { stepPlan } from './step-plan.ts';

test.each([
  ['local', 1],
  ['local', 10],
  ['staging', 1],
] as const)(
  'the guards of %s let a step of the highest rate through at time scale %i, and no higher one',
  (environment, timeScale) => {
    const rate = highestRateIn(environment);
    const planOf = (ratePerSecond: number) => stepPlan(ratePerSecond, timeScale).plan;
    expect(() => checkPlan(planOf(rate), environment)).not.toThrow();
    expect(() => checkPlan(planOf(rate * 1.01), environment)).toThrow(
      expect.objectContaining({ code: 'LOAD_TOO_HIGH' }),
    );
  },
);
