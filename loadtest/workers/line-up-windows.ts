import type { TimedWindow } from '../k6/record-points.ts';
import type { LoadRecord } from '../record/load-record.ts';
import { mergeLoadRecords } from '../record/merge-load-records.ts';

/** What a worker measured until now, of which nothing changes any more. */
export interface Finished {
  readonly load: LoadRecord;
  /** Whether there will be no more. */
  readonly isAll: boolean;
}

/** The windows of a run, as its workers finish them. */
export interface LinedUpWindows {
  /** Those that all workers have finished and that were not given before, the oldest first. */
  next(workers: readonly Finished[]): readonly TimedWindow[];
}

/** Puts windows together that workers finish one after the other: one is given when every worker has finished it. */
export function lineUpWindows(): LinedUpWindows {
  let fromMs = Number.NEGATIVE_INFINITY;
  return {
    next: (workers) => {
      if (workers.length === 0) return [];
      const untilMs = Math.min(...workers.map(finishedUntil));
      const { startMs, windowMs, windows } = mergeLoadRecords(workers.map(({ load }) => since(load, fromMs)));
      const timed = windows.map((window, index) => ({ startMs: startMs + index * windowMs, window }));
      const given = timed.filter((each) => each.startMs >= fromMs && each.startMs + windowMs <= untilMs);
      fromMs = Math.max(fromMs, (given.at(-1)?.startMs ?? Number.NEGATIVE_INFINITY) + windowMs);
      return given;
    },
  };
}

function finishedUntil({ load: { startMs, windowMs, windows }, isAll }: Finished): number {
  return isAll ? Number.POSITIVE_INFINITY : startMs + windows.length * windowMs;
}

function since(load: LoadRecord, fromMs: number): LoadRecord {
  const { startMs, windowMs, windows } = load;
  const past = Math.min(Math.max(Math.ceil((fromMs - startMs) / windowMs), 0), windows.length);
  return { startMs: startMs + past * windowMs, windowMs, windows: windows.slice(past) };
}
