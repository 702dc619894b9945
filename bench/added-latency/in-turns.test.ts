import { expect, test } from 'vitest';
import { inTurns, timesAsLong } from './in-turns.ts';

test('the load is put on both ways in turn', async () => {
  const sent: string[] = [];
  const note = (way: string) => async (index: number) => {
    sent.push(`${way} ${index}`);
  };
  const load = { requestsPerSecond: 1_000, durationMs: 2, signal: new AbortController().signal };
  const round = await inTurns(load, 2, { direct: note('direct'), throughEdge: note('edge') });
  const once = ['direct 0', 'direct 1', 'edge 0', 'edge 1'];
  expect(sent).toEqual([...once, ...once]);
  expect([round.direct.length, round.throughEdge.length]).toEqual([4, 4]);
});

test('the two ways are compared by the ratio of their percentiles', () => {
  const round = { direct: [1, 2, 3], throughEdge: [1.5, 3, 9] };
  expect([0.5, 0.99].map((share) => timesAsLong(round, share))).toEqual([1.5, 3]);
});
