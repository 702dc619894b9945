import { describe, expect, it } from 'vitest';
import { batchLength } from './log-batch.ts';

const events = (count: number, message: string, stepMs = 1) =>
  Array.from({ length: count }, (_, index) => ({ at: index * stepMs, message }));

describe('a batch of log events', () => {
  it.each([
    ['at most 10,000 events', events(12_000, 'a'), 10_000],
    ['at most 1 MB, counting 26 bytes for each', events(20, 'x'.repeat(100_000)), 10],
    ['less than a day', events(5, 'a', 12 * 60 * 60 * 1000), 2],
    ['at least one event', events(1, 'x'.repeat(2_000_000)), 1],
    ['nothing of nothing', [], 0],
  ])('holds %s', (_, list, length) => {
    expect(batchLength(list)).toBe(length);
  });
});
