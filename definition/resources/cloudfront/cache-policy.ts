import { z } from 'zod';
import type { CachePolicy } from '../../model/cloudfront.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, number, text, texts } from '../../properties/scalars.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourceWithValue,
} from '../../resolution/resolved-template.ts';
import { managedCachePolicies } from './managed-cache-policies.ts';

const headersConfig = z.object({ HeaderBehavior: z.enum(['none', 'whitelist']), Headers: texts.default([]) });
export const cookiesConfig = z.object({
  CookieBehavior: z.enum(['none', 'whitelist', 'all'], 'only none, whitelist and all are served locally'),
  Cookies: texts.default([]),
});
export const queryStringsConfig = z.object({
  QueryStringBehavior: z.enum(
    ['none', 'whitelist', 'all'],
    'only none, whitelist and all are served locally',
  ),
  QueryStrings: texts.default([]),
});

const schema = z.object({
  CachePolicyConfig: z.object({
    Name: text,
    MinTTL: number,
    DefaultTTL: number,
    MaxTTL: number,
    ParametersInCacheKeyAndForwardedToOrigin: z.object({
      EnableAcceptEncodingGzip: flag,
      EnableAcceptEncodingBrotli: flag.default(false),
      HeadersConfig: headersConfig,
      CookiesConfig: cookiesConfig,
      QueryStringsConfig: queryStringsConfig,
    }),
  }),
});

/** A cache policy by the id that a behavior names: a managed one, or one of the template. */
export function readCachePolicy(template: ResolvedTemplate, id: string, referredBy: string): CachePolicy {
  const managed = managedCachePolicies[id];
  if (managed !== undefined) return managed;
  const wanted = { types: ['AWS::CloudFront::CachePolicy'], value: id, attributes: ['Ref', 'Id'] };
  return toCachePolicy(resourceWithValue(template, wanted, referredBy));
}

function toCachePolicy(resource: ResolvedResource): CachePolicy {
  const { CachePolicyConfig: config } = readProperties(resource, schema);
  const key = config.ParametersInCacheKeyAndForwardedToOrigin;
  return {
    name: config.Name,
    minTtlSeconds: config.MinTTL,
    defaultTtlSeconds: config.DefaultTTL,
    maxTtlSeconds: config.MaxTTL,
    keyHeaders: key.HeadersConfig.Headers.map((header) => header.toLowerCase()),
    keyCookies: chosen(key.CookiesConfig.CookieBehavior, key.CookiesConfig.Cookies),
    keyQueryStrings: chosen(key.QueryStringsConfig.QueryStringBehavior, key.QueryStringsConfig.QueryStrings),
    acceptsGzip: key.EnableAcceptEncodingGzip,
    acceptsBrotli: key.EnableAcceptEncodingBrotli,
  };
}

/** `none`, `all`, or the names that are listed. */
export function chosen(behavior: 'none' | 'whitelist' | 'all', names: readonly string[]) {
  return behavior === 'whitelist' ? names : behavior;
}
