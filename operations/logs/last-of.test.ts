import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastOf } from './last-of.ts';

test('the last so many are those at the end of all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat()), fc.option(fc.nat(12), { nil: undefined }), async (all, count) => {
      const given: number[] = [];
      for await (const each of lastOf(oneByOne(all), count)) given.push(each);
      expect(given).toEqual(count === undefined ? all : count === 0 ? [] : all.slice(-count));
    }),
  );
});

async function* oneByOne<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
