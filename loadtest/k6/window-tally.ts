import type { LoadWindow, StepWindow } from '../record/load-record.ts';
import { mergeResponseTimes, recordResponseTimes } from '../record/response-times.ts';
import type { RequestPoint } from './read-point.ts';

/** What was counted in a window so far. */
export interface WindowTally {
  iterations: number;
  droppedIterations: number;
  visitors?: number;
  readonly steps: Map<string, StepTally>;
}

interface StepTally {
  requests: number;
  readonly failures: Map<string, number>;
  wrong: number;
  /** What came since the last encoding; a histogram for every step and window would fill the memory. */
  times: number[];
  encoded: string[];
}

export function emptyTally(): WindowTally {
  return { iterations: 0, droppedIterations: 0, steps: new Map() };
}

/** The count of a step, which begins with its first request. */
export function stepTally({ steps }: WindowTally, name: string): StepTally {
  const known = steps.get(name);
  if (known !== undefined) return known;
  const made = { requests: 0, failures: new Map(), wrong: 0, times: [], encoded: [] };
  steps.set(name, made);
  return made;
}

export function countVisitors(tally: WindowTally, visitors: number): void {
  tally.visitors = Math.max(tally.visitors ?? 0, visitors);
}

export function countRequest(tally: StepTally, { failure, durationMs }: RequestPoint): void {
  tally.requests += 1;
  tally.times.push(durationMs);
  if (failure !== undefined) tally.failures.set(failure, (tally.failures.get(failure) ?? 0) + 1);
}

/** A window as it is kept; no count where nothing happened. */
export function windowOf(tally: WindowTally = emptyTally()): LoadWindow {
  return {
    iterations: tally.iterations,
    droppedIterations: tally.droppedIterations,
    ...(tally.visitors === undefined ? {} : { visitors: tally.visitors }),
    steps: Object.fromEntries([...tally.steps].map(([name, step]) => [name, stepWindow(step)])),
  };
}

function stepWindow(tally: StepTally): StepWindow {
  encode(tally);
  const [only = '', ...others] = tally.encoded;
  return {
    requests: tally.requests,
    failures: Object.fromEntries(tally.failures),
    wrong: tally.wrong,
    times: others.length === 0 ? only : mergeResponseTimes(tally.encoded).encoded(),
  };
}

function encode(tally: StepTally): void {
  if (tally.times.length === 0) return;
  const recorder = recordResponseTimes();
  for (const each of tally.times) recorder.record(each);
  tally.encoded.push(recorder.encoded());
  tally.times = [];
}
