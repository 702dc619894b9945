import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyedByTime } from './keyed-by-time.ts';

interface Item {
  readonly atMs: number;
  readonly name: number;
}

const newestFirst = fc
  .array(fc.record({ atMs: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_003 }), name: fc.nat() }))
  .map((items) => items.toSorted((a, b) => b.atMs - a.atMs));

const keys = (items: readonly Item[]) => keyedByTime('owner', items, ({ atMs }) => atMs);

test('keys are unique and ordered as the items, also within a millisecond', () => {
  fc.assert(
    fc.property(newestFirst, (items) => {
      const keyed = keys(items);
      const sorted = [...new Set(keyed.map(({ key }) => key))].sort().reverse();
      expect(keyed).toEqual(sorted.map((key, index) => ({ key, item: items[index] })));
    }),
  );
});

test('the key of an item stays when newer ones come', () => {
  fc.assert(
    fc.property(newestFirst, fc.nat(5), (items, newer) => {
      expect(keys(items).slice(newer)).toEqual(keys(items.slice(newer)));
    }),
  );
});

test('items of several owners are ordered by time', () => {
  const [older] = keyedByTime('b', [1000], (atMs) => atMs);
  const [newer] = keyedByTime('a', [20_000], (atMs) => atMs);
  expect(String(older?.key) < String(newer?.key)).toBe(true);
});
