import type { LoadRecord, LoadWindow } from '../record/load-record.ts';

/** The windows that begin in a part of time. */
export function windowsBetween(
  { startMs, windowMs, windows }: LoadRecord,
  fromMs: number,
  toMs: number,
): readonly LoadWindow[] {
  return windows.slice(indexAt(fromMs), indexAt(toMs));

  function indexAt(ms: number): number {
    return Math.max(0, Math.ceil((ms - startMs) / windowMs));
  }
}

/** Journeys that were to begin in a second of a part of time; NaN, of which no comparison holds, where nothing was measured. */
export function rateBetween(load: LoadRecord, fromMs: number, toMs: number): number {
  const windows = windowsBetween(load, fromMs, toMs);
  const arrivals = windows.reduce((sum, each) => sum + each.iterations + each.droppedIterations, 0);
  return (1000 * arrivals) / (windows.length * load.windowMs);
}

/** Requests and failed ones, by the reason of their failure. */
export interface Counted {
  readonly requests: number;
  readonly failed: number;
  readonly failures: Readonly<Record<string, number>>;
}

/** Adds up the requests of windows. */
export function counted(windows: readonly LoadWindow[]): Counted {
  const steps = windows.flatMap((window) => Object.values(window.steps));
  const failures: Record<string, number> = {};
  for (const [reason, count] of steps.flatMap((step) => Object.entries(step.failures))) {
    failures[reason] = (failures[reason] ?? 0) + count;
  }
  return {
    requests: steps.reduce((sum, step) => sum + step.requests, 0),
    failed: Object.values(failures).reduce((sum, count) => sum + count, 0),
    failures,
  };
}

/** When the last journey began, to the end of its window; the start of the load where none did. */
export function loadEndMs({ startMs, windowMs, windows }: LoadRecord): number {
  const last = windows.findLastIndex(
    ({ iterations, droppedIterations }) => iterations + droppedIterations > 0,
  );
  return startMs + (last + 1) * windowMs;
}
