import type { LoadPlan } from '../shapes/load-plan.ts';
import { planLoad } from '../shapes/plan-load.ts';

/** The name of the shape; it is none that a user can choose. */
export const capacityScenario = 'capacity';

/** A load of one rate, and how much of its beginning does not count. */
export interface StepPlan {
  readonly plan: LoadPlan;
  readonly settleMs: number;
}

/** The first visitors are all at the beginning of their journeys. */
const leastSettleMs = 15_000;
/** Whole periods of the metrics that are measured, and the one that the end of settling is in. */
const periods = 4;
/** Where the time scale is high, enough requests for a percentile. */
const leastMeasuredMs = 24_000;
const periodMs = 60_000;

/** A step at so many journeys a second; on AWS, where the time scale is 1, it takes five minutes. */
export function stepPlan(ratePerSecond: number, timeScale: number): StepPlan {
  const settleMs = Math.max(leastSettleMs, periodMs / timeScale);
  const durationMs = settleMs + Math.max(leastMeasuredMs, (periods * periodMs) / timeScale);
  const plan = planLoad(capacityScenario, 1, [{ durationMs, share: 1 }], { ratePerSecond, timeScale });
  return { plan, settleMs };
}
