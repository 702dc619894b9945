import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemsIn, lastBefore, startOf, timeOf } from './in-order.ts';

const times = fc
  .array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 })
  .map((all) => all.toSorted((a, b) => a - b));
const moment = fc.integer({ min: -1, max: 21 });

test('the last item before a time is found in whatever is in order', () => {
  fc.assert(
    fc.property(times, moment, (all, ms) => {
      expect(lastBefore(all, (time) => time, ms)).toBe(all.findLastIndex((time) => time < ms));
    }),
  );
});

test('the items of a span begin with it, and end before its end', () => {
  fc.assert(
    fc.property(times, moment, moment, (all, startMs, endMs) => {
      const expected = all.filter((time) => startMs <= time && time < endMs);
      expect(itemsIn(all, (time) => time, { startMs, endMs })).toEqual(expected);
    }),
  );
});

test('an item is where it starts, or where it happened', () => {
  expect([startOf({ startMs: 5 }), timeOf({ atMs: 6 })]).toEqual([5, 6]);
});
