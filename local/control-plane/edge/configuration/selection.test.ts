import { describe, expect, test } from 'vitest';
import { mostSelected, type Selected, selectCookies, selectQuery, union } from './selection.ts';

/** What nginx would make of the maps for a source. */
function evaluate({ text, maps }: Selected, source: string): string {
  const variables: Record<string, string> = { args: source, http_cookie: source };
  const expand = (template: string) =>
    template.replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? '');
  for (const [heading = '', entry = ''] of maps) {
    const [, from = '', name = ''] = /^map "?(.*?)"? \$(\w+) \{$/.exec(heading) ?? [];
    const [, expression = '', value = ''] = /^\s*"~(.*)" "(.*)";$/.exec(entry) ?? [];
    const match = new RegExp(expression).exec(expand(from));
    Object.assign(variables, match?.groups);
    variables[name] = match === null ? '' : expand(value);
  }
  return expand(text);
}

describe('union', () => {
  test('It takes what either policy takes.', () => {
    expect(union('none', ['a'])).toEqual(['a']);
    expect(union(['a'], ['a', 'b'])).toEqual(['a', 'b']);
    expect(union(['a'], 'all')).toBe('all');
    expect(union('none', 'none')).toBe('none');
    expect(union(['a'], { except: ['a', 'b'] })).toEqual({ except: ['b'] });
    expect(union({ except: ['a', 'b'] }, { except: ['b', 'c'] })).toEqual({ except: ['b'] });
  });
});

describe('selectQuery', () => {
  test('It is nothing for none, and the whole query for all.', () => {
    expect(selectQuery('q', 'none')).toEqual({ text: '', maps: [] });
    expect(selectQuery('q', 'all')).toEqual({ text: '$is_args$args', maps: [] });
  });

  test.each([
    ['page=2&z=1&a[]=3&a[]=4', '?page=2&a[]=3&a[]=4'],
    ['a[]=3&x&page=2&a[]=1', '?a[]=3&page=2&a[]=1'],
    ['page', '?page'],
    ['pages=1&mypage=2', ''],
    ['', ''],
  ])(
    'All values of the listed parameters of %s are forwarded, in the viewer’s order.',
    (query, forwarded) => {
      expect(evaluate(selectQuery('q', ['page', 'a[]']), query)).toBe(forwarded);
    },
  );

  test.each([
    ['utm=1&page=2&utm=3&page=4', '?page=2&page=4'],
    ['utm', ''],
    ['utm_source=1&&b', '?utm_source=1&b'],
  ])('All but the listed parameters of %s go on.', (query, forwarded) => {
    expect(evaluate(selectQuery('q', { except: ['utm'] }), query)).toBe(forwarded);
  });

  test('A selection is limited to as many parameters as there are maps.', () => {
    const query = Array.from({ length: mostSelected + 1 }, (_, index) => `a=${index}`).join('&');
    const forwarded = evaluate(selectQuery('q', ['a']), query);
    expect(forwarded).toBe(`?${query.slice(0, query.lastIndexOf('&'))}`);
  });
});

describe('selectCookies', () => {
  test('It finds cookies by their names, with wildcards.', () => {
    const cookies = 'a=1; _session=2;  b=3; _s=4';
    expect(evaluate(selectCookies('c', ['_s*', 'b']), cookies)).toBe('_session=2; b=3; _s=4');
    expect(evaluate(selectCookies('c', { except: ['_s*'] }), cookies)).toBe('a=1; b=3');
  });
});
