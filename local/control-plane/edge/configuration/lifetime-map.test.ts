import { describe, expect, it } from 'vitest';
import type { CachePolicy, Distribution } from '../../../../definition/model/cloudfront.ts';
import { cachingDisabled, cachingOptimized } from '../testing/example-distribution.ts';
import { lifetimeMap } from './lifetime-map.ts';

const limited: CachePolicy = {
  ...cachingDisabled,
  minTtlSeconds: 60,
  defaultTtlSeconds: 300,
  maxTtlSeconds: 3600,
};
const originsChoice: CachePolicy = { ...cachingDisabled, maxTtlSeconds: 31_536_000 };

/** What nginx would make of the map: the first expression that matches, with its capture. */
function lifetime(
  policy: CachePolicy,
  answer: { readonly status?: number; readonly cacheControl?: string; readonly expires?: string },
  errors: Distribution['customErrorResponses'] = [],
): string {
  const source = `${answer.status ?? 200}|${answer.expires ?? ''}|${answer.cacheControl ?? ''}`;
  for (const line of lifetimeMap('ttl', policy, errors).slice(1, -1)) {
    const [, expression, value = ''] = /^\s*"~\*(.*)" (\S+);$/.exec(line) ?? [];
    if (expression === undefined) continue;
    const match = new RegExp(expression, 'i').exec(source);
    if (match !== null) return value === '$ttl_asked' ? (match.groups?.ttl_asked ?? '') : value;
  }
  return '0';
}

describe('lifetimeMap', () => {
  it.each([
    ['nothing', {}, '300'],
    ['less than the minimum', { cacheControl: 'max-age=10' }, '60'],
    ['something between the limits', { cacheControl: 'public, max-age=600' }, '600'],
    ['more than the maximum', { cacheControl: 'max-age=31536000' }, '3600'],
    ['exactly the maximum', { cacheControl: 'max-age=3600' }, '3600'],
    ['another time for shared caches', { cacheControl: 'max-age=600, s-maxage=1200' }, '1200'],
    ['not to be cached', { cacheControl: 'private, no-store' }, '60'],
    ['only an Expires', { expires: 'Thu, 01 Jan 2026 00:00:00 GMT' }, '""'],
    ['a redirect that says nothing', { status: 302 }, '300'],
  ])('within limits, an origin that asks for %s', (_, answer, seconds) => {
    expect(lifetime(limited, answer)).toBe(seconds);
  });

  it.each([
    ['nothing', {}, '0'],
    ['an age', { cacheControl: 'max-age=5' }, '5'],
    ['an age of nothing', { cacheControl: 'max-age=0, must-revalidate' }, '0'],
    ['privacy', { cacheControl: 'max-age=5, private' }, '0'],
  ])('where the origin chooses and asks for %s', (_, answer, seconds) => {
    expect(lifetime(originsChoice, answer)).toBe(seconds);
  });

  it('keeps a long-lived asset for as long as it says', () => {
    expect(lifetime(cachingOptimized, { cacheControl: 'public, max-age=31536000, immutable' })).toBe(
      '31536000',
    );
  });

  it.each([
    [404, {}, '10'],
    [503, { cacheControl: 'max-age=5' }, '10'],
    [500, { cacheControl: 'max-age=20' }, '20'],
    [403, {}, '0'],
    [403, { cacheControl: 'max-age=20' }, '20'],
    [429, { cacheControl: 'max-age=20' }, '0'],
  ])('keeps an error %i with %o for %s seconds', (status, answer, seconds) => {
    expect(lifetime(originsChoice, { status, ...answer })).toBe(seconds);
  });

  it('keeps an error for the minimum that the distribution sets', () => {
    const errors = [{ errorCode: 403, errorCachingMinTtlSeconds: 60 }];
    expect(lifetime(originsChoice, { status: 403 }, errors)).toBe('60');
    expect(lifetime(originsChoice, { status: 404 }, errors)).toBe('10');
  });
});
