import { expect, test } from 'vitest';
import { addedMs, inTurns } from './in-turns.ts';

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

test('what is added is the difference of the percentiles', () => {
  const round = { direct: [1, 2, 3], throughEdge: [1.5, 2.75, 9] };
  expect([0.5, 0.99].map((share) => addedMs(round, share))).toEqual([0.75, 6]);
});
