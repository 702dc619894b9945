import type { LoadRecord } from '../record/load-record.ts';
import { stepsOf, windowsOf } from './observation.ts';
import type { PlanPart } from './steady-parts.ts';

/** More windows than this show nothing that fewer do not. */
const mostWindows = 120;
/** With fewer requests, the 95th percentile of a window is its slowest request. */
const leastRequests = 20;

/**
 * How long the windows are, in milliseconds, in which records of a step are compared: a multiple of the windows of all of
 * them, with enough requests in each. Undefined where a record has no requests of the step.
 */
export function windowLengthMs(
  records: readonly LoadRecord[],
  step: string,
  parts: readonly PlanPart[],
): number | undefined {
  const lengths = records.map((record) => lengthFor(record, step, parts));
  const unitMs = Math.max(...records.map(({ windowMs }) => windowMs));
  const longest = Math.max(...lengths);
  return Number.isFinite(longest) ? Math.ceil(longest / unitMs) * unitMs : undefined;
}

function lengthFor(record: LoadRecord, step: string, parts: readonly PlanPart[]): number {
  const windows = parts.flatMap((part) => windowsOf(record, part));
  const requests = windows
    .flatMap((window) => stepsOf(window, step))
    .reduce((sum, each) => sum + each.requests, 0);
  const totalMs = windows.length * record.windowMs;
  return Math.max(totalMs / mostWindows, (leastRequests * totalMs) / requests);
}
