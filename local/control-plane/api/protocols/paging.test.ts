import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate } from './paging.ts';

const keyed = (keys: readonly string[]) => keys.map((key) => ({ key, item: key }));

function everyPage(keys: readonly string[], maxResults: number, descending: boolean): readonly string[] {
  const seen: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = paginate(keyed(keys), { maxResults, nextToken, descending, list: ['a'] });
    seen.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return seen;
}

describe('a list in pages', () => {
  it('gives every item once and in order, whatever the size of a page', () => {
    const keys = fc.uniqueArray(fc.string());
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 10 }), fc.boolean(), (all, size, descending) => {
        const sorted = all.toSorted((a, b) => (a < b ? -1 : 1));
        expect(everyPage(all, size, descending)).toEqual(descending ? sorted.reverse() : sorted);
      }),
    );
  });

  it('goes on behind an item that went away between two pages', () => {
    const first = paginate(keyed(['a', 'b', 'c', 'd']), { maxResults: 2, nextToken: undefined, list: ['a'] });
    const second = paginate(keyed(['a', 'c', 'd']), {
      maxResults: 2,
      nextToken: first.nextToken,
      list: ['a'],
    });
    expect(second).toEqual({ items: ['c', 'd'], nextToken: undefined });
  });

  it.each(['', 'nonsense', Buffer.from('{"after":1}').toString('base64url')])(
    'refuses the token "%s"',
    (nextToken) => {
      const request = { maxResults: 1, nextToken, list: ['a'] };
      expect(() => paginate(keyed(['a']), request)).toThrow(
        expect.objectContaining({ code: 'InvalidParameterException' }),
      );
    },
  );

  it('refuses a token that came with other filters', () => {
    const { nextToken } = paginate(keyed(['a', 'b']), { maxResults: 1, nextToken: undefined, list: ['x'] });
    expect(nextToken).toBeDefined();
    expect(() => paginate(keyed(['a', 'b']), { maxResults: 1, nextToken, list: ['y'] })).toThrow(
      expect.objectContaining({ code: 'InvalidParameterException' }),
    );
  });
});
