import { describe, expect, it } from 'vitest';
import { selectCookies, selectQuery, union } from './selection.ts';

describe('union', () => {
  it('takes what either policy takes', () => {
    expect(union('none', ['a'])).toEqual(['a']);
    expect(union(['a'], ['a', 'b'])).toEqual(['a', 'b']);
    expect(union(['a'], 'all')).toBe('all');
    expect(union('none', 'none')).toBe('none');
  });
});

describe('selectQuery', () => {
  it('is nothing for none and the whole query for all', () => {
    expect(selectQuery('q', 'none')).toEqual({ text: '', maps: [] });
    expect(selectQuery('q', 'all')).toEqual({ text: '$is_args$args', maps: [] });
  });

  it('puts the named parameters together in the order of their names', () => {
    expect(selectQuery('q', ['page', 'a[]'])).toEqual({
      text: '$q',
      maps: [
        [
          'map $args $q_0 {',
          '  "~(?:^|&)(?<q_0_value>a\\[\\](?:=[^&]*)?)(?:&|$)" "&$q_0_value";',
          '  default "";',
          '}',
        ],
        [
          'map $args $q_1 {',
          '  "~(?:^|&)(?<q_1_value>page(?:=[^&]*)?)(?:&|$)" "&$q_1_value";',
          '  default "";',
          '}',
        ],
        ['map "$q_0$q_1" $q {', '  "~^&(?<q_value>.+)" "?$q_value";', '  default "";', '}'],
      ],
    });
  });
});

describe('selectCookies', () => {
  it('finds a cookie by its name, with wildcards', () => {
    expect(selectCookies('c', ['_s*']).maps[0]).toEqual([
      'map $http_cookie $c_0 {',
      '  "~(?:^|;\\s*)(?<c_0_value>_s[^=;]*=[^;]*)" "; $c_0_value";',
      '  default "";',
      '}',
    ]);
  });
});
