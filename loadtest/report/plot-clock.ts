import type { RunRecord } from '../record/run-record.ts';

/** The steps of time that all plots of a report share. Times are milliseconds since the epoch. */
export interface PlotClock {
  readonly startMs: number;
  /** A multiple of the windows of the load, so that each window is in one step. */
  readonly stepMs: number;
  readonly steps: number;
}

/** More would make the page slow, and a screen has no more pixels for them. */
const mostSteps = 1200;

/** From the start of the run to its end, in as many steps as a plot can show. */
export function plotClock({ startMs, endMs, load }: RunRecord, most = mostSteps): PlotClock {
  const { windowMs } = load;
  const lengthMs = Math.max(endMs - startMs, windowMs);
  const stepMs = windowMs * Math.ceil((lengthMs + windowMs) / windowMs / most);
  const before = Math.max(0, Math.ceil((load.startMs - startMs) / stepMs));
  const first = load.startMs - before * stepMs;
  return { startMs: first, stepMs, steps: Math.max(1, Math.ceil((endMs - first) / stepMs)) };
}

/** The step that a time is in; it may be outside of the clock. */
export function stepAt({ startMs, stepMs }: PlotClock, atMs: number): number {
  return Math.floor((atMs - startMs) / stepMs);
}

/** A value for each step, made of the time when it begins. */
export function perStep<T>(clock: PlotClock, value: (startMs: number, step: number) => T): readonly T[] {
  return Array.from({ length: clock.steps }, (_, step) => value(clock.startMs + step * clock.stepMs, step));
}
