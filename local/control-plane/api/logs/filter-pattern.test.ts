import { describe, expect, it } from 'vitest';
import { parseFilterPattern } from './filter-pattern.ts';

const lines = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[WARN] disk is full',
  '{"status":500,"path":"/up","db":{"role":"primary"},"tags":["a","b"],"error":null,"cached":false}',
  '{"status":200,"path":"/products/mug"}',
  String.raw`{"quoted":"a\"b"}`,
];

/** The numbers of the lines that a pattern takes. */
function taken(pattern: string): readonly number[] {
  const filter = parseFilterPattern(pattern);
  return lines.flatMap((line, index) => (filter(line) ? [index] : []));
}

describe('a filter pattern', () => {
  it.each([
    ['', [0, 1, 2, 3, 4, 5]],
    ['ZZZNOPE', []],
    ['ERROR', [0, 1]],
    ['error', [3]],
    ['AUTHORIZED', []],
    ['ERROR REQUEST', [0, 1]],
    ['ERROR -UNAUTHORIZED', [0]],
    ['?WARN ?UNAUTHORIZED', [1, 2]],
    ['?WARN ERROR', [0, 1]],
    ['"BAD REQUEST"', [0]],
    ['"[ERROR 40"', []],
    ['-"disk is full" -status', [0, 1, 5]],
    ['%AUTHORIZED%', [1]],
    ['%^.WARN|\\s400%', [0, 2]],
  ])('of terms: %s', (pattern, expected) => {
    expect(taken(pattern)).toEqual(expected);
  });

  it.each([
    ['{ $.status = 500 }', [3]],
    ['{$.status!=500}', [4]],
    ['{ $.status >= 200 && $.status < 300 }', [4]],
    ['{ $.path = "/products*" }', [4]],
    ['{ $.path = /up || $.path = /products/mug }', [3, 4]],
    ['{ $.db.role = primary }', [3]],
    ["{ $.['db']['role'] = \"primary\" }", [3]],
    ['{ $.tags[1] = "b" }', [3]],
    ['{ $.error IS NULL }', [3]],
    ['{ $.cached IS FALSE }', [3]],
    ['{ $.db NOT EXISTS }', [4, 5]],
    ['{ ($.status = 200 || $.status = 500) && $.cached NOT EXISTS }', [4]],
    ['{ $.path = %^/u.$% }', [3]],
    ['{ $.missing != 1 }', []],
    ['{ $.status = %^50% }', [3]],
    [String.raw`{ $.quoted = "a\"b" }`, [5]],
  ])('of JSON: %s', (pattern, expected) => {
    expect(taken(pattern)).toEqual(expected);
  });

  it.each([
    '[ip, user, ...]',
    'two-words',
    '"open',
    '{ $.status = 500',
    '{ $.status ~ 500 }',
    '{ status = 500 }',
    '{ $.status = }',
    '{ $.status < many }',
    '{ ($.status = 500 }',
    '{ $.status IS LARGE }',
    '%(a)%',
    '%[%',
  ])('that cannot be read is refused: %s', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow(`Invalid filter pattern '${pattern}'`);
  });

  it('is refused with the part that was not expected', () => {
    expect(() => parseFilterPattern('{ $.status < many }')).toThrow('unexpected many');
    expect(() => parseFilterPattern('{ $.status IS LARGE }')).toThrow('unexpected LARGE');
  });
});
