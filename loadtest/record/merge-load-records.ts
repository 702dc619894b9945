import { Failure } from '../../failure/failure.ts';
import type { LoadRecord, LoadWindow, StepWindow } from './load-record.ts';
import { mergeResponseTimes } from './response-times.ts';

/**
 * One record of what several workers of the same run measured: counts and visitors are added up, histograms merged.
 * Raises `LOAD_RECORDS_DIFFER` where their windows do not line up, and where there is none.
 */
export function mergeLoadRecords(records: readonly LoadRecord[]): LoadRecord {
  const [first] = records;
  if (first === undefined) throw new Failure('LOAD_RECORDS_DIFFER', 'There is no load record to merge.');
  const { windowMs } = first;
  for (const each of records) mustLineUp(each, first);
  const measured = records.filter(({ windows }) => windows.length > 0);
  const startMs = Math.min(...(measured.length === 0 ? records : measured).map((each) => each.startMs));
  const length = Math.max(0, ...measured.map((each) => windowsUntilEnd(each, startMs)));
  const setupRequests = sumOfThose(records.map((each) => each.setupRequests));
  const unmatchedChecks = sumOfThose(records.map((each) => each.unmatchedChecks));
  return {
    startMs,
    windowMs,
    windows: Array.from({ length }, (_, index) =>
      mergeWindows(measured.map((each) => windowAt(each, startMs + index * windowMs)).filter(isThere)),
    ),
    ...(setupRequests === undefined ? {} : { setupRequests }),
    ...(unmatchedChecks === undefined ? {} : { unmatchedChecks }),
  };
}

function mustLineUp({ startMs, windowMs }: LoadRecord, first: LoadRecord): void {
  if (windowMs === first.windowMs && (startMs - first.startMs) % windowMs === 0) return;
  throw new Failure(
    'LOAD_RECORDS_DIFFER',
    `Load records of one run have windows of ${first.windowMs} ms from ${first.startMs} and of ${windowMs} ms from ${startMs}, which do not line up.`,
    { hint: 'Merge records that workers of the same run wrote.' },
  );
}

function windowsUntilEnd({ startMs, windowMs, windows }: LoadRecord, fromMs: number): number {
  return (startMs - fromMs) / windowMs + windows.length;
}

function windowAt({ startMs, windowMs, windows }: LoadRecord, atMs: number): LoadWindow | undefined {
  return windows[(atMs - startMs) / windowMs];
}

function mergeWindows(windows: readonly LoadWindow[]): LoadWindow {
  const visitors = sumOfThose(windows.map((each) => each.visitors));
  const steps = new Set(windows.flatMap((each) => Object.keys(each.steps)));
  return {
    iterations: sum(windows.map((each) => each.iterations)),
    droppedIterations: sum(windows.map((each) => each.droppedIterations)),
    ...(visitors === undefined ? {} : { visitors }),
    steps: Object.fromEntries(
      [...steps].map((name) => [name, mergeSteps(windows.map(({ steps }) => steps[name]).filter(isThere))]),
    ),
  };
}

function mergeSteps(steps: readonly StepWindow[]): StepWindow {
  const [first, ...others] = steps;
  if (first !== undefined && others.length === 0) return first;
  const failures = new Map<string, number>();
  for (const [reason, count] of steps.flatMap((each) => Object.entries(each.failures))) {
    failures.set(reason, (failures.get(reason) ?? 0) + count);
  }
  return {
    requests: sum(steps.map(({ requests }) => requests)),
    failures: Object.fromEntries(failures),
    wrong: sum(steps.map(({ wrong }) => wrong)),
    times: mergeResponseTimes(steps.map(({ times }) => times)).encoded(),
  };
}

/** Absent where none of them has it. */
function sumOfThose(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter(isThere);
  return known.length === 0 ? undefined : sum(known);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}

function isThere<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
