import type { LoadRecord, LoadWindow, StepWindow } from '../record/load-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';
import { type PlotClock, stepAt } from './plot-clock.ts';

/** The load of one step of the clock: counts are sums. */
export interface LoadStep {
  readonly seconds: number;
  readonly iterations: number;
  readonly droppedIterations: number;
  readonly requests: number;
  readonly failed: number;
  readonly wrong: number;
  /** Failed and wrong requests in a second, in the worst window of the step. */
  readonly worstPerSecond: number;
  /** The response times of all requests, encoded. */
  readonly times: string;
  readonly windows: readonly LoadWindow[];
}

/** The load by the steps of a clock; undefined where there was none. */
export function loadSteps(load: LoadRecord, clock: PlotClock): readonly (LoadStep | undefined)[] {
  const windows = Map.groupBy(load.windows.entries(), ([index]) =>
    stepAt(clock, load.startMs + index * load.windowMs),
  );
  return Array.from({ length: clock.steps }, (_, step) => {
    const here = windows.get(step)?.map(([, window]) => window);
    return here === undefined ? undefined : loadStep(here, load.windowMs / 1000);
  });
}

function loadStep(windows: readonly LoadWindow[], windowSeconds: number): LoadStep {
  const parts = windows.flatMap(({ steps }) => Object.values(steps));
  return {
    windows,
    seconds: windows.length * windowSeconds,
    iterations: sum(windows.map(({ iterations }) => iterations)),
    droppedIterations: sum(windows.map(({ droppedIterations }) => droppedIterations)),
    requests: sum(parts.map(({ requests }) => requests)),
    failed: sum(parts.map(failedOf)),
    wrong: sum(parts.map(({ wrong }) => wrong)),
    worstPerSecond: Math.max(...windows.map(notRightOf)) / windowSeconds,
    times: mergeResponseTimes(parts.map(({ times }) => times)).encoded(),
  };
}

/** How many requests failed, for whichever reason. */
export function failedOf({ failures }: Pick<StepWindow, 'failures'>): number {
  return sum(Object.values(failures));
}

function notRightOf({ steps }: LoadWindow): number {
  return sum(Object.values(steps).map((step) => failedOf(step) + step.wrong));
}

export function sum(values: readonly number[]): number {
  return values.reduce((left, right) => left + right, 0);
}
