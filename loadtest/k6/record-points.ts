import type { LoadRecord, LoadWindow } from '../record/load-record.ts';
import type { Point } from './read-point.ts';
import { rememberVisits } from './visits.ts';
import {
  countRequest,
  countVisitors,
  emptyTally,
  stepTally,
  type WindowTally,
  windowOf,
} from './window-tally.ts';

/** Points on their way into a record. */
export interface PointRecorder {
  add(point: Point): void;
  /** The windows that no more points are expected of and that were not given before, the oldest first. */
  finishedWindows(): readonly TimedWindow[];
  /** Everything so far. */
  record(): LoadRecord;
}

/** A window, and when it begins, in milliseconds since the epoch. */
export interface TimedWindow {
  readonly startMs: number;
  readonly window: LoadWindow;
}

/** How long after its end a window is finished: k6 writes what it measured within a second. What comes later still counts. */
const lateMs = 2_000;
/** How long after its end a journey is remembered. */
const rememberedMs = 30_000;

const shortRunMs = 30 * 60_000;

/** How long the windows of a run are: 1 s up to half an hour, 5 s beyond. */
export function windowLength(runMs: number): number {
  return runMs <= shortRunMs ? 1_000 : 5_000;
}

/**
 * Counts points into windows by when they ended, whatever the order they come in. Windows begin at multiples of their
 * length, so that those of several workers line up. `startMs` is when a record without points begins.
 */
export function recordPoints(windowMs: number, startMs: number): PointRecorder {
  const tallies = new Map<number, WindowTally>();
  let latestMs = Number.NEGATIVE_INFINITY;
  let nextLive: number | undefined;
  let setupRequests = 0;
  const at = (timeMs: number): WindowTally => {
    const index = Math.floor(timeMs / windowMs);
    const tally = tallies.get(index) ?? emptyTally();
    tallies.set(index, tally);
    return tally;
  };
  const visits = rememberVisits((step, endMs, change) => {
    stepTally(at(endMs), step).wrong += change;
  });
  const countOfVisit = (point: VisitPoint, visit: string) => {
    switch (point.kind) {
      case 'request':
        countRequest(stepTally(at(point.endMs), point.step), point);
        return visits.request(point, visit);
      case 'failed-check':
        return visits.failedCheck(point, visit);
      case 'journey':
        at(point.endMs - point.durationMs).iterations += 1;
        return visits.ended(point, visit);
    }
  };
  const windowsOf = (from: number, to: number): readonly TimedWindow[] =>
    Array.from({ length: Math.max(to - from, 0) }, (_, offset) => ({
      startMs: (from + offset) * windowMs,
      window: windowOf(tallies.get(from + offset)),
    }));
  return {
    add: (point) => {
      latestMs = Math.max(latestMs, timeOf(point));
      if (point.kind === 'dropped-journeys') at(point.atMs).droppedIterations += point.count;
      else if (point.kind === 'visitors') countVisitors(at(point.atMs), point.count);
      else if (point.visit !== undefined) countOfVisit(point, point.visit);
      else if (point.kind === 'request') setupRequests += 1;
    },
    finishedWindows: () => {
      if (tallies.size === 0) return [];
      const from = nextLive ?? Math.min(...tallies.keys());
      const to = Math.max(Math.floor((latestMs - lateMs) / windowMs), from);
      visits.forget(latestMs - rememberedMs);
      nextLive = to;
      return windowsOf(from, to);
    },
    record: () => {
      const indices = [...tallies.keys()];
      const unmatchedChecks = visits.unmatchedChecks();
      const from =
        indices.length === 0 ? Math.floor(startMs / windowMs) : indices.reduce((a, b) => Math.min(a, b));
      const to = indices.reduce((a, b) => Math.max(a, b), from - 1) + 1;
      return {
        startMs: from * windowMs,
        windowMs,
        windows: windowsOf(from, to).map(({ window }) => window),
        ...(setupRequests === 0 ? {} : { setupRequests }),
        ...(unmatchedChecks === 0 ? {} : { unmatchedChecks }),
      };
    },
  };
}

type VisitPoint = Exclude<Point, { readonly count: number }>;

function timeOf(point: Point): number {
  return 'endMs' in point ? point.endMs : point.atMs;
}
