import type { LoadPlan } from './load-plan.ts';

/** Journeys that begin in a second by the plan, so long after its start; undefined before its start and after its end. */
export function plannedRate(
  { startRatePerSecond, stages }: Pick<LoadPlan, 'startRatePerSecond' | 'stages'>,
  sinceStartMs: number,
): number | undefined {
  let [from, begin] = [startRatePerSecond, 0];
  for (const { durationMs, ratePerSecond } of stages) {
    const share = (sinceStartMs - begin) / durationMs;
    if (share >= 0 && share < 1) return from + (ratePerSecond - from) * share;
    [from, begin] = [ratePerSecond, begin + durationMs];
  }
  return undefined;
}
