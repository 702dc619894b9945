import type { CachePolicy, Distribution } from '../../../../definition/model/cloudfront.ts';
import { atLeast } from './at-least.ts';
import { map, quoteExpression } from './nginx-syntax.ts';

/** Errors that are cached even if the origin says nothing of it, and those that are cached if it does. */
const alwaysCachedErrors = [404, 414, 500, 501, 502, 503, 504];
const errorsCachedOnRequest = [400, 403, 405, 412, 415];
const defaultErrorSeconds = 10;

/**
 * The seconds that the edge keeps an answer of the origin, as a map over its status, Expires and Cache-Control:
 * what the origin asks for, no less than the minimum and no more than the maximum TTL; the default TTL where it
 * asks for nothing; the minimum where it forbids. Empty leaves it to Expires. An error is kept for its error
 * caching minimum TTL, or longer if the origin says so.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export function lifetimeMap(
  name: string,
  policy: CachePolicy,
  errorResponses: Distribution['customErrorResponses'],
): readonly string[] {
  const source = '"$upstream_status|$upstream_http_expires|$upstream_http_cache_control"';
  const success = '[23]\\d\\d';
  return map(source, name, [
    ...errorEntries(name, policy, errorResponses),
    entry(`${success}\\|[^|]*\\|.*(?:no-cache|no-store|private)`, policy.minTtlSeconds),
    ...askedEntries(name, success, policy.minTtlSeconds, policy),
    entry(`${success}\\|[^|]+\\|`, '""'),
    entry(`${success}\\|`, clampedDefault(policy)),
    ['default', '0'],
  ]);
}

type Entry = readonly [match: string, value: string];

function entry(expression: string, value: number | string): Entry {
  return [quoteExpression(`*^${expression}`), String(value)];
}

/** s-maxage before max-age; each as asked between the limits. */
function askedEntries(name: string, status: string, minimum: number, policy: CachePolicy): readonly Entry[] {
  return ['s-maxage', 'max-age'].flatMap((directive) => {
    const asked = `${status}\\|[^|]*\\|(?:.*[\\s,])?${directive}=0*`;
    return [
      entry(`${asked}${atLeast(policy.maxTtlSeconds)}(?!\\d)`, policy.maxTtlSeconds),
      entry(`${asked}(?<${name}_asked>${atLeast(minimum)})(?!\\d)`, `$${name}_asked`),
      entry(`${asked}\\d*`, minimum),
    ];
  });
}

function errorEntries(
  name: string,
  policy: CachePolicy,
  errorResponses: Distribution['customErrorResponses'],
): readonly Entry[] {
  const minimumOf = (code: number) =>
    errorResponses.find(({ errorCode }) => errorCode === code)?.errorCachingMinTtlSeconds ??
    defaultErrorSeconds;
  const configured = errorResponses.map(({ errorCode }) => errorCode);
  const cached = [...new Set([...alwaysCachedErrors, ...configured])];
  const minimums = [...new Set(cached.map(minimumOf))];
  const onRequest = errorsCachedOnRequest.filter((code) => !cached.includes(code));
  return [
    ...minimums.flatMap((minimum) => {
      const status = oneOf(cached.filter((code) => minimumOf(code) === minimum));
      return [...askedEntries(name, status, minimum, policy), entry(`${status}\\|`, minimum)];
    }),
    ...(onRequest.length === 0 ? [] : askedEntries(name, oneOf(onRequest), 0, policy)),
  ];
}

function oneOf(codes: readonly number[]): string {
  return `(?:${codes.join('|')})`;
}

function clampedDefault(policy: CachePolicy): number {
  return Math.min(Math.max(policy.defaultTtlSeconds, policy.minTtlSeconds), policy.maxTtlSeconds);
}
