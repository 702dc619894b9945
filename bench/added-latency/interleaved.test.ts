import { expect, test } from 'vitest';
import { addedMs, interleaved } from './interleaved.ts';

test('both ways are taken in turn, each as often as the load says', async () => {
  const sent: string[] = [];
  const note = (way: string) => async (index: number) => {
    sent.push(`${way} ${index}`);
  };
  const load = { requestsPerSecond: 500, durationMs: 6, signal: new AbortController().signal };
  const round = await interleaved(load, { direct: note('direct'), throughEdge: note('edge') });
  expect(sent).toEqual(['direct 0', 'edge 0', 'direct 1', 'edge 1', 'direct 2', 'edge 2']);
  expect([round.direct.length, round.throughEdge.length]).toEqual([3, 3]);
});

test('what is added is the difference of the percentiles', () => {
  const round = { direct: [1, 2, 3], throughEdge: [1.5, 2.75, 9] };
  expect([0.5, 0.99].map((share) => addedMs(round, share))).toEqual([0.75, 6]);
});
