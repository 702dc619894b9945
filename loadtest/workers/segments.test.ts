import { expect, test } from 'vitest';
import { segmentArguments } from './segments.ts';

test('each worker gets a share of its own of the same division', () => {
  const sequence = ['--execution-segment-sequence', '0,1/3,2/3,1'];
  expect([1, 2, 3].map((worker) => segmentArguments(worker, 3))).toEqual([
    ['--execution-segment', '0:1/3', ...sequence],
    ['--execution-segment', '1/3:2/3', ...sequence],
    ['--execution-segment', '2/3:1', ...sequence],
  ]);
});

test('a single worker sends the whole', () => {
  expect(segmentArguments(1, 1)).toEqual([
    ...['--execution-segment', '0:1'],
    ...['--execution-segment-sequence', '0,1'],
  ]);
});
