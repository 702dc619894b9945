import { Failure } from '../../failure/failure.ts';
import type { EnvironmentName } from '../../operations/target.ts';
import type { LoadPlan } from '../shapes/load-plan.ts';
import { planDurationMs, plannedJourneys } from '../shapes/planned-load.ts';

/** How much load an environment may get at most, and why not more. */
interface LoadCeiling {
  readonly journeysPerSecond: number;
  readonly journeys: number;
  readonly minutes: number;
  readonly visitors: number;
  readonly why: string;
}

/** The limits of each environment. */
export const loadCeilings: Readonly<Record<EnvironmentName, LoadCeiling>> = {
  local: {
    ...{ journeysPerSecond: 500, journeys: 500_000, minutes: 240, visitors: 5_000 },
    why: 'one machine holds no more, and what waits on it says nothing about the store',
  },
  staging: {
    ...{ journeysPerSecond: 200, journeys: 500_000, minutes: 240, visitors: 5_000 },
    why: 'staging has a few small tasks, and all requests beyond what they hold only cost money',
  },
  small: {
    ...{ journeysPerSecond: 20, journeys: 20_000, minutes: 30, visitors: 500 },
    why: 'customers shop there: limits are found in staging',
  },
  production: {
    ...{ journeysPerSecond: 20, journeys: 20_000, minutes: 30, visitors: 500 },
    why: 'customers shop there: limits are found in staging',
  },
};

/** Refuses a plan that has no bounds, or exceeds those of the environment. Raises `LOAD_TOO_HIGH`. */
export function checkPlan(plan: LoadPlan, environment: EnvironmentName): void {
  const ceiling = loadCeilings[environment];
  const sizes = sizesOf(plan);
  const limits: readonly (readonly [number, number, string])[] = [
    [sizes.journeysPerSecond, ceiling.journeysPerSecond, 'journeys a second'],
    [sizes.journeys, ceiling.journeys, 'journeys'],
    [sizes.minutes, ceiling.minutes, 'minutes'],
    [sizes.visitors, ceiling.visitors, 'visitors at a time'],
  ];
  // NaN is not within any limit either.
  const beyond = limits.find(([size, limit]) => !(size >= 0 && size <= limit));
  if (beyond === undefined) return;
  const [size, limit, unit] = beyond;
  throw new Failure(
    'LOAD_TOO_HIGH',
    `The scenario ${plan.scenario} has ${Math.ceil(size)} ${unit}, but ${environment} gets at most ${limit}: ${ceiling.why}`,
    { hint: 'Lower the rate or the duration of the scenario, or test another environment.' },
  );
}

/** What a plan comes to: the highest rate, and all journeys that begin. */
export function sizesOf(plan: LoadPlan) {
  const { startRatePerSecond, stages, mostVisitors } = plan;
  const rates = [startRatePerSecond, ...stages.map(({ ratePerSecond }) => ratePerSecond)];
  const isNegative = [...rates, ...stages.map(({ durationMs }) => durationMs)].some((value) => value < 0);
  return {
    journeysPerSecond: isNegative ? Number.NaN : Math.max(...rates),
    journeys: plannedJourneys(plan),
    minutes: planDurationMs(plan) / 60_000,
    visitors: mostVisitors,
  };
}
