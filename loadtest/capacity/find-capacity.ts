import { Failure } from '../../failure/failure.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { CapacityStep } from './capacity-step.ts';
import { measuredStep } from './measured-step.ts';
import { nextRate, type RateSearch } from './next-rate.ts';
import { type StepPlan, stepPlan } from './step-plan.ts';

/** How the capacity of one task is looked for. */
export interface CapacitySearch extends RateSearch {
  readonly service: string;
  readonly timeScale: number;
  /** Sends the load of a step; its record is incomplete where the signal was aborted. */
  readonly runStep: (plan: StepPlan) => Promise<RunRecord>;
  readonly onStep?: (step: CapacityStep) => void;
  readonly signal: AbortSignal;
}

/**
 * Loads one task step by step until a limit is exceeded and the steps around it are close. Ends with what there is when the
 * signal is aborted. A step that says nothing is repeated once; raises `CAPACITY_NOT_MEASURED` if it says nothing again.
 */
export async function findCapacity(search: CapacitySearch): Promise<readonly CapacityStep[]> {
  const steps: CapacityStep[] = [];
  let isRepeated = false;
  for (;;) {
    const rate = nextRate(steps, search);
    if (rate === undefined || search.signal.aborted) return steps;
    const plan = stepPlan(rate, search.timeScale);
    const record = await search.runStep(plan);
    if (search.signal.aborted) return steps;
    const measured = measuredStep(record, search.service, plan.settleMs);
    if ('unmeasured' in measured) {
      if (isRepeated) throw notMeasured(rate, measured.unmeasured);
      isRepeated = true;
      continue;
    }
    isRepeated = false;
    steps.push(measured.step);
    search.onStep?.(measured.step);
  }
}

function notMeasured(rate: number, why: string): Failure {
  return new Failure(
    'CAPACITY_NOT_MEASURED',
    `The load of ${Number(rate.toPrecision(3))} journeys a second shows nothing of the task: ${why}`,
    { hint: 'Look at the state of the service and at its metrics in CloudWatch, and run it again.' },
  );
}
