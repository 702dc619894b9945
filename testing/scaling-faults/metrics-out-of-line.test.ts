import { expect, test } from 'vitest';
import { mostRunning, periodsIn, requestsOutOfLine, samplesOutOfLine } from './metrics-out-of-line.ts';

const second = 1000;
const periods = periodsIn({ startMs: 5 * second, endMs: 19 * second }, 6 * second);
const requests = [7, 8, 9, 13].map((at, index) => ({
  ...{ index, outcome: '200' },
  sentAt: at * second,
  endedAt: at * second + 10,
}));
const happened = { outcomes: requests, deaths: [] };
const point = (startSeconds: number, sum: number, samples = 1) => ({
  startMs: startSeconds * second,
  ...{ sum, samples },
});

test('periods are whole ones', () => {
  expect(periods.map(({ startMs }) => startMs / second)).toEqual([6, 12]);
});

test('requests that are counted as they were sent are in line', () => {
  expect(requestsOutOfLine([point(6, 3), point(12, 1)], periods, happened)).toEqual([]);
});

test('requests that are counted twice, in another period or not at all are out of line', () => {
  const twice = [point(6, 3), point(6, 3), point(12, 1)];
  expect(requestsOutOfLine(twice, periods, happened)).toEqual([
    '00:00:06-00:00:12: 6 requests are counted in place of 3 to 3',
    '00:00:06-00:00:18: 7 requests are counted in place of 4 to 4',
  ]);
  expect(requestsOutOfLine([point(6, 2), point(12, 2)], periods, happened)).toHaveLength(2);
  expect(requestsOutOfLine([point(6, 3)], periods, happened)).toHaveLength(2);
});

test('more observations than tasks that ran are out of line', () => {
  const counts = [
    { at: 0, desired: 2, running: 2 },
    { at: 15 * second, desired: 4, running: 4 },
    { at: 30 * second, desired: 2, running: 2 },
  ];
  const most = (period: (typeof periods)[number]) => mostRunning(counts, period);
  expect(periods.map(most)).toEqual([2, 4]);
  expect(samplesOutOfLine([point(6, 0, 2), point(12, 0, 4)], periods, most)).toEqual([]);
  expect(samplesOutOfLine([point(6, 0, 4), point(12, 0, 4)], periods, most)).toEqual([
    '00:00:06-00:00:12: 4 observations in place of at most 2',
  ]);
});
