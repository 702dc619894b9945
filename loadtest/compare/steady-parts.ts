import type { LoadPlan } from '../shapes/load-plan.ts';

/** A part of a plan, in milliseconds since its beginning. Observations are only compared with those of the same part. */
export interface PlanPart {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What began at the rate before is still under way at the beginning of a stage. */
const settlingMs = 10_000;
const mostSettlingShare = 0.2;

/** All stages of a plan. */
export function allParts({ stages }: Pick<LoadPlan, 'stages'>): readonly PlanPart[] {
  let toMs = 0;
  return stages.map(({ durationMs }) => {
    const fromMs = toMs;
    toMs += durationMs;
    return { fromMs, toMs };
  });
}

/** The stages in which the rate stays as it is, without their first seconds; all stages where it always changes. */
export function steadyParts(plan: Pick<LoadPlan, 'stages' | 'startRatePerSecond'>): readonly PlanPart[] {
  const parts = allParts(plan);
  const steady = parts.flatMap(({ fromMs, toMs }, index) => {
    const rate = plan.stages[index]?.ratePerSecond ?? 0;
    const before = plan.stages[index - 1]?.ratePerSecond ?? plan.startRatePerSecond;
    const settled = fromMs + Math.min(settlingMs, mostSettlingShare * (toMs - fromMs));
    return rate > 0 && rate === before ? [{ fromMs: settled, toMs }] : [];
  });
  return steady.length === 0 ? parts : steady;
}
