import type { PeriodRange } from './metric-reader.ts';

/**
 * Which period of a length a time lies in, counted from the epoch. Under a time scale a period may be no whole number
 * of milliseconds, and so may be the start of a bucket: half a millisecond is nothing.
 */
export function periodNumber(ms: number, periodMs: number): number {
  return Math.floor((ms + 0.5) / periodMs);
}

/** The first period that begins in the range, and the first one behind it. */
export function periodNumbers({
  startMs,
  endMs,
  periodMs,
}: PeriodRange): readonly [from: number, to: number] {
  return [Math.ceil((startMs - 0.5) / periodMs), Math.ceil((endMs - 0.5) / periodMs)];
}

/** When the periods in a range begin, the oldest first. */
export function periodStarts(range: PeriodRange): readonly number[] {
  const [from, to] = periodNumbers(range);
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => (from + index) * range.periodMs);
}
