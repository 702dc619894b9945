import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point } from '../k6/read-point.ts';
import { recordPoints } from '../k6/record-points.ts';
import { points, pointsStartMs } from '../testing/points.ts';
import { withoutEncoding } from '../testing/record-totals.ts';
import type { LoadRecord } from './load-record.ts';
import { mergeLoadRecords } from './merge-load-records.ts';

function recorded(all: readonly Point[], startMs = pointsStartMs): LoadRecord {
  const recorder = recordPoints(1_000, startMs);
  for (const each of all) recorder.add(each);
  return recorder.record();
}

/** The worker that makes a visit; what belongs to no visit is spread by time. */
function workerOf(point: Point, workers: number): number {
  if ('visit' in point && point.visit !== undefined) return Number(point.visit.split(' ')[1]) % workers;
  return Math.floor('endMs' in point ? point.endMs : point.atMs) % workers;
}

test('the records of several workers add up to what one would have recorded, to the request', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 4 }), (made, workers) => {
      const all = made.filter(({ kind }) => kind !== 'visitors');
      const parts = Array.from({ length: workers }, (_, worker) =>
        recorded(all.filter((each) => workerOf(each, workers) === worker)),
      );
      const merged = mergeLoadRecords(parts);
      expect(withoutEncoding(merged)).toEqual(withoutEncoding(recorded(all)));
    }),
  );
});

const window = { iterations: 1, droppedIterations: 0, steps: {} };

test('visitors of workers add up, and stay unknown where none says', () => {
  const record = { startMs: 0, windowMs: 1_000, windows: [{ ...window, visitors: 3 }, window] };
  const other = { startMs: 0, windowMs: 1_000, windows: [{ ...window, visitors: 4 }, window] };
  expect(mergeLoadRecords([record, other]).windows).toEqual([
    { ...window, iterations: 2, visitors: 7 },
    { ...window, iterations: 2 },
  ]);
});

test('records whose windows do not line up are refused', () => {
  const record = { startMs: 5_000, windowMs: 1_000, windows: [window] };
  for (const other of [
    { ...record, startMs: 5_500 },
    { ...record, windowMs: 5_000 },
  ]) {
    expect(() => mergeLoadRecords([record, other])).toThrow(
      expect.objectContaining({ code: 'LOAD_RECORDS_DIFFER' }),
    );
  }
  expect(() => mergeLoadRecords([])).toThrow('There is no load record to merge.');
});

test('a worker that measured nothing does not lengthen the record', () => {
  const record = { startMs: 60_000, windowMs: 1_000, windows: [window] };
  expect(mergeLoadRecords([{ ...record, startMs: 5_000, windows: [] }, record])).toEqual(record);
});
