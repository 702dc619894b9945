import { expect, test } from 'vitest';
import { backOffMs } from './back-off.ts';

test('the first two failures are followed by an immediate start, then the wait doubles up to 27 minutes', () => {
  const waits = [0, 1, 2, 3, 4, 5, 10, 11, 50].map(backOffMs);
  expect(waits).toEqual([0, 0, 0, 10_000, 20_000, 40_000, 1_280_000, 1_620_000, 1_620_000]);
});
