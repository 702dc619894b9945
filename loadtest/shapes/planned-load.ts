import type { LoadPlan, LoadStage } from './load-plan.ts';

/** How long a plan takes, in milliseconds. */
export function planDurationMs({ stages }: LoadPlan): number {
  return stages.reduce((total, { durationMs }) => total + durationMs, 0);
}

/** How many journeys begin in a plan; k6 begins as many, to the one of each kind that is not due yet at the end. */
export function plannedJourneys(plan: LoadPlan): number {
  return begunStages(plan).reduce(
    (total, { from, stage }) => total + ((from + stage.ratePerSecond) / 2) * (stage.durationMs / 1000),
    0,
  );
}

/** Each stage with the rate that it begins with. */
function begunStages(plan: LoadPlan): readonly { readonly from: number; readonly stage: LoadStage }[] {
  return plan.stages.map((stage, index) => ({
    from: plan.stages[index - 1]?.ratePerSecond ?? plan.startRatePerSecond,
    stage,
  }));
}
