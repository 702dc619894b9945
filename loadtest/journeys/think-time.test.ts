import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thinkSeconds, usualThinkTime } from './think-time.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('think times stay within their bounds, and are longer for a greater number', () => {
  fc.assert(
    fc.property(random, random, (one, other) => {
      const seconds = thinkSeconds(usualThinkTime, one);
      expect(seconds).toBeGreaterThanOrEqual(usualThinkTime.leastSeconds);
      expect(seconds).toBeLessThanOrEqual(usualThinkTime.mostSeconds);
      if (one <= other) expect(seconds).toBeLessThanOrEqual(thinkSeconds(usualThinkTime, other));
    }),
  );
});

test('between the bounds, think times are exponential: half of them are below 0.69 of the mean', () => {
  expect(thinkSeconds(usualThinkTime, 0.5)).toBeCloseTo(Math.LN2 * usualThinkTime.meanSeconds, 10);
});
