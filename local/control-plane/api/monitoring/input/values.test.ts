import { tag } from '@smithy/core/cbor';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flag, integer, list, number, timestamp } from './values.ts';

describe('a timestamp', () => {
  const at = Date.UTC(2026, 10, 24, 9, 0, 0, 250);

  it.each([
    ['seconds in JSON', at / 1000],
    ['seconds with a tag in CBOR', tag({ tag: 1, value: at / 1000 })],
    ['a time of UTC', '2026-11-24T09:00:00.250Z'],
    ['a time of another zone', '2026-11-24T17:00:00.250+08:00'],
    ['a time without a zone, which is UTC', '2026-11-24T09:00:00.250'],
    ['seconds as a text', String(at / 1000)],
  ])('may be written as %s', (_, written) => {
    expect(timestamp.parse(written)).toBe(at);
  });

  it('can be a day', () => {
    expect(timestamp.parse('2026-11-24')).toBe(Date.UTC(2026, 10, 24));
  });

  it.each(['yesterday', '', true, { tag: 2, value: 1 }, undefined])('is not %j', (written) => {
    expect(timestamp.safeParse(written).success).toBe(false);
  });
});

describe('a value of the Query protocol, which is a text', () => {
  it('is read as the type of its member', () => {
    expect(number.parse('-1.5e3')).toBe(-1500);
    expect(number.parse('NaN')).toBeNaN();
    expect(integer(1).parse('60')).toBe(60);
    expect([flag.parse('true'), flag.parse('false')]).toEqual([true, false]);
    expect(list(z.string()).parse('')).toEqual([]);
  });

  it('is rejected if it is something else', () => {
    expect(integer(1).safeParse('1.5').success).toBe(false);
    expect(integer(1).safeParse('0').success).toBe(false);
    expect(integer(1, 10).safeParse('11').success).toBe(false);
    expect(integer(1).safeParse('').success).toBe(false);
    expect(number.safeParse('').success).toBe(false);
    expect(flag.safeParse('yes').success).toBe(false);
    expect(list(z.string(), 1).safeParse(['a', 'b']).success).toBe(false);
  });
});
