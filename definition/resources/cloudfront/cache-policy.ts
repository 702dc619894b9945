import { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import type { CachePolicy } from '../../model/cloudfront.ts';
import { informational } from '../../properties/common-reasons.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, text } from '../../properties/scalars.ts';
import { approximated, recorded } from '../../properties/standing.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { managedCachePolicies } from './managed-cache-policies.ts';
import { policyHeaders, rejectHeaders } from './policy-headers.ts';
import { policyWithId } from './resource-with-id.ts';
import { seconds } from './seconds.ts';
import { cookiesConfig, fits, headersApproximation, listRule, queryStringsConfig } from './selections.ts';

const ofEncodings = new Map([
  [
    'accept-encoding',
    'use EnableAcceptEncodingGzip and EnableAcceptEncodingBrotli to add it to the cache key',
  ],
]);

const headersConfig = approximated(
  z
    .strictObject({ HeaderBehavior: z.enum(['none', 'whitelist']), Headers: policyHeaders })
    .refine(({ HeaderBehavior, Headers }) => fits(HeaderBehavior, Headers), {
      error: listRule,
      path: ['HeaderBehavior'],
    })
    .superRefine(({ Headers }, context) => rejectHeaders(Headers, ofEncodings, context))
    .transform(({ Headers = [] }) => Headers),
  headersApproximation,
);

const keyParameters = z.strictObject({
  EnableAcceptEncodingGzip: flag,
  EnableAcceptEncodingBrotli: flag.default(false),
  HeadersConfig: headersConfig,
  CookiesConfig: cookiesConfig,
  QueryStringsConfig: queryStringsConfig,
});

const config = z
  .strictObject({
    Name: recorded('Cache behaviors reference the policy by its ID.', text),
    Comment: recorded(informational, text),
    MinTTL: seconds,
    DefaultTTL: seconds,
    MaxTTL: seconds,
    ParametersInCacheKeyAndForwardedToOrigin: keyParameters,
  })
  .refine(({ MinTTL, DefaultTTL }) => MinTTL <= DefaultTTL, {
    error: 'it must not be less than MinTTL',
    path: ['DefaultTTL'],
  })
  .refine(({ DefaultTTL, MaxTTL }) => DefaultTTL <= MaxTTL, {
    error: 'it must not be less than DefaultTTL',
    path: ['MaxTTL'],
  })
  .refine(({ MaxTTL, ParametersInCacheKeyAndForwardedToOrigin: key }) => MaxTTL > 0 || isEmptyKey(key), {
    error: 'a MaxTTL of 0 disables caching, so the policy must add nothing to the cache key',
    path: ['ParametersInCacheKeyAndForwardedToOrigin'],
  });

function isEmptyKey(key: z.output<typeof keyParameters>): boolean {
  return (
    key.HeadersConfig.length === 0 &&
    key.CookiesConfig === 'none' &&
    key.QueryStringsConfig === 'none' &&
    !key.EnableAcceptEncodingGzip &&
    !key.EnableAcceptEncodingBrotli
  );
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
export const cachePolicySchema = z.strictObject({ CachePolicyConfig: config });

/** A cache policy by the id that a behavior names: a managed one, or one of the template. */
export function readCachePolicy(template: ResolvedTemplate, id: string, referredBy: string): CachePolicy {
  const managed = ownValue(managedCachePolicies, id);
  if (managed !== undefined) return managed;
  return toCachePolicy(policyWithId(template, 'AWS::CloudFront::CachePolicy', id, referredBy));
}

function toCachePolicy(resource: ResolvedResource): CachePolicy {
  const { CachePolicyConfig: config } = readProperties(resource, cachePolicySchema);
  const key = config.ParametersInCacheKeyAndForwardedToOrigin;
  return {
    minTtlSeconds: config.MinTTL,
    defaultTtlSeconds: config.DefaultTTL,
    maxTtlSeconds: config.MaxTTL,
    keyHeaders: key.HeadersConfig,
    keyCookies: key.CookiesConfig,
    keyQueryStrings: key.QueryStringsConfig,
    acceptsGzip: key.EnableAcceptEncodingGzip,
    acceptsBrotli: key.EnableAcceptEncodingBrotli,
  };
}
