import type { LoadRecord, LoadWindow, StepWindow } from '../record/load-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';

/** Neighbouring seconds resemble each other too much to be compared on their own. */
const leastMs = 5_000;

/** A record with windows of five seconds or a little more, as a comparison needs them; the last one may be shorter. */
export function inCoarseWindows(record: LoadRecord): LoadRecord {
  const atOnce = Math.ceil(leastMs / record.windowMs);
  const windows = Array.from({ length: Math.ceil(record.windows.length / atOnce) }, (_, index) =>
    joined(record.windows.slice(index * atOnce, (index + 1) * atOnce)),
  );
  return { ...record, windowMs: atOnce * record.windowMs, windows };
}

function joined(windows: readonly LoadWindow[]): LoadWindow {
  const entries = Map.groupBy(
    windows.flatMap(({ steps }) => Object.entries(steps)),
    ([step]) => step,
  );
  return {
    iterations: sum(windows.map(({ iterations }) => iterations)),
    droppedIterations: sum(windows.map(({ droppedIterations }) => droppedIterations)),
    steps: Object.fromEntries(
      [...entries].map(([step, found]) => [step, joinedStep(found.map(([, window]) => window))]),
    ),
  };
}

function joinedStep(windows: readonly StepWindow[]): StepWindow {
  const failures = Map.groupBy(
    windows.flatMap((window) => Object.entries(window.failures)),
    ([reason]) => reason,
  );
  return {
    requests: sum(windows.map(({ requests }) => requests)),
    failures: Object.fromEntries(
      [...failures].map(([reason, found]) => [reason, sum(found.map(([, count]) => count))]),
    ),
    wrong: sum(windows.map(({ wrong }) => wrong)),
    times: mergeResponseTimes(windows.map(({ times }) => times)).encoded(),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
