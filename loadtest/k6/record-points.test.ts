import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoadRecord, StepWindow } from '../record/load-record.ts';
import { mergeResponseTimes } from '../record/response-times.ts';
import { points, pointsStartMs } from '../testing/points.ts';
import { withoutEncoding } from '../testing/record-totals.ts';
import type { Point } from './read-point.ts';
import { recordPoints, windowLength } from './record-points.ts';

const windowMs = fc.constantFrom(1_000, 5_000);

function recorded(all: readonly Point[], length: number, lookEvery = Number.POSITIVE_INFINITY): LoadRecord {
  const recorder = recordPoints(length, pointsStartMs);
  for (const [index, each] of all.entries()) {
    recorder.add(each);
    if (index % lookEvery === lookEvery - 1) recorder.finishedWindows();
  }
  return recorder.record();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}

function countOf(all: readonly Point[], of: (point: Point) => number): number {
  return sum(all.map(of));
}

test('no point is lost or counted twice, whatever the order and however often one looks', () => {
  fc.assert(
    fc.property(points, windowMs, fc.integer({ min: 1, max: 20 }), (all, length, lookEvery) => {
      const record = recorded(all, length, lookEvery);
      const steps = record.windows.flatMap((each) => Object.entries(each.steps));
      for (const name of ['browse: home', 'browse: product', 'cart: add']) {
        const own = steps.filter(([step]) => step === name).map(([, each]) => each);
        const requests = all.filter((each) => each.kind === 'request');
        const ofStep = requests.filter(({ step, visit }) => step === name && visit !== undefined);
        expect(sum(own.map((each) => each.requests))).toBe(ofStep.length);
        expect(mergeResponseTimes(own.map(({ times }) => times)).count).toBe(ofStep.length);
        for (const reason of ['502', '1050']) {
          const failed = ofStep.filter(({ failure }) => failure === reason).length;
          expect(sum(own.map(({ failures }) => failures[reason] ?? 0))).toBe(failed);
        }
      }
      const setup = countOf(all, (each) => Number(each.kind === 'request' && each.visit === undefined));
      expect(record.setupRequests ?? 0).toBe(setup);
      const journeys = countOf(all, (each) => Number(each.kind === 'journey'));
      expect(sum(record.windows.map(({ iterations }) => iterations))).toBe(journeys);
      const dropped = countOf(all, (each) => (each.kind === 'dropped-journeys' ? each.count : 0));
      expect(sum(record.windows.map(({ droppedIterations }) => droppedIterations))).toBe(dropped);
    }),
  );
});

test('the order in which points come changes nothing', () => {
  const shuffled = points.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, windowMs, fc.integer({ min: 1, max: 20 }), ([all, mixed], length, lookEvery) => {
      expect(withoutEncoding(recorded(mixed, length, lookEvery))).toEqual(
        withoutEncoding(recorded(all, length)),
      );
    }),
  );
});

test('a step never has more failed and wrong answers than requests', () => {
  fc.assert(
    fc.property(points, windowMs, (all, length) => {
      for (const { steps } of recorded(all, length).windows) {
        for (const { requests, failures, wrong } of Object.values(steps)) {
          expect(wrong).toBeGreaterThanOrEqual(0);
          expect(sum(Object.values(failures)) + wrong).toBeLessThanOrEqual(requests);
        }
      }
    }),
  );
});

const visit = 'visits 1 0';

function request(endMs: number, more: Partial<Extract<Point, { kind: 'request' }>> = {}): Point {
  return { kind: 'request', endMs: pointsStartMs + endMs, durationMs: 10, step: 'home', visit, ...more };
}

function homes(record: LoadRecord): readonly (StepWindow | undefined)[] {
  return record.windows.map(({ steps }) => steps.home);
}

test('a request counts in the window in which it ended', () => {
  const record = recorded([request(999.9), request(1_000, { durationMs: 900 }), request(2_000)], 1_000);
  expect(record.startMs).toBe(pointsStartMs);
  expect(homes(record).map((each) => each?.requests)).toEqual([1, 1, 1]);
});

test('a journey counts in the window in which it began', () => {
  const end = { kind: 'journey', endMs: pointsStartMs + 3_500, durationMs: 3_000, visit } as const;
  const record = recorded([request(3_400), end], 1_000);
  expect(record.windows.map(({ iterations }) => iterations)).toEqual([1, 0, 0, 0]);
});

test('a wrong answer counts in the window of its request, with the check in a later one', () => {
  const check = {
    kind: 'failed-check',
    atMs: pointsStartMs + 1_000,
    check: 'a',
    step: 'home',
    visit,
  } as const;
  const record = recorded([request(999), check, { ...check, check: 'b' }, request(1_500)], 1_000);
  expect(homes(record).map((each) => each?.wrong)).toEqual([1, 0]);
  expect(record.unmatchedChecks).toBeUndefined();
});

test('a failed check whose step made no request is told apart', () => {
  const check = { kind: 'failed-check', atMs: pointsStartMs + 1_000, check: 'a', visit } as const;
  expect(recorded([request(1), check, { ...check, step: 'hme' }], 1_000).unmatchedChecks).toBe(2);
});

test('journeys that are long over are forgotten, with what they had counted kept', () => {
  const recorder = recordPoints(1_000, pointsStartMs);
  const check = { kind: 'failed-check', atMs: pointsStartMs + 20, check: 'a', visit } as const;
  const end = { kind: 'journey', endMs: pointsStartMs + 30, durationMs: 30, visit } as const;
  for (const each of [request(10), { ...check, step: 'home' }, check, end, request(40_000)] as const) {
    recorder.add(each);
    recorder.finishedWindows();
  }
  recorder.add({ ...check, step: 'home' });
  const record = recorder.record();
  expect(homes(record)[0]).toMatchObject({ requests: 1, wrong: 1 });
  expect(record.unmatchedChecks).toBe(2);
});

test('windows come two seconds after their end, each once and without gaps', () => {
  const recorder = recordPoints(1_000, pointsStartMs);
  const starts = [request(500), request(2_999), request(3_000), request(6_500)].map((each) => {
    recorder.add(each);
    return recorder.finishedWindows().map(({ startMs }) => startMs - pointsStartMs);
  });
  expect(starts).toEqual([[], [], [0], [1_000, 2_000, 3_000]]);
});

test('a record without points begins when k6 was started, at a multiple of the length of a window', () => {
  expect(recordPoints(5_000, pointsStartMs + 7_000).record()).toEqual({
    startMs: pointsStartMs + 5_000,
    windowMs: 5_000,
    windows: [],
  });
});

test('runs longer than half an hour have longer windows', () => {
  expect([1, 1_800_000, 1_800_001].map(windowLength)).toEqual([1_000, 1_000, 5_000]);
});
