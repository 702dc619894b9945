import type { CachePolicy } from '../../model/cloudfront.ts';

const oneYear = 31_536_000;
const oneDay = 86_400;

const plain = {
  keyHeaders: [],
  keyCookies: 'none',
  keyQueryStrings: 'none',
  acceptsGzip: true,
  acceptsBrotli: true,
} as const;

/** The headers that the policies that go by the origin's Cache-Control add to the cache key. */
const originControlled = {
  minTtlSeconds: 0,
  defaultTtlSeconds: 0,
  maxTtlSeconds: oneYear,
  keyHeaders: ['host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override'],
  keyCookies: 'all',
  acceptsGzip: true,
  acceptsBrotli: true,
} as const;

/** What Amplify's own policies have in common. */
const amplify = {
  ...plain,
  minTtlSeconds: 0,
  defaultTtlSeconds: 0,
  maxTtlSeconds: oneYear,
  keyHeaders: ['accept', 'authorization', 'cloudfront-viewer-country', 'host'],
  keyQueryStrings: 'all',
} as const;

/**
 * CloudFront's managed cache policies by id, with their published content.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const managedCachePolicies: Readonly<Record<string, CachePolicy>> = {
  // Managed-CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': {
    minTtlSeconds: 1,
    defaultTtlSeconds: oneDay,
    maxTtlSeconds: oneYear,
    ...plain,
  },
  // Managed-CachingOptimizedForUncompressedObjects
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': {
    minTtlSeconds: 1,
    defaultTtlSeconds: oneDay,
    maxTtlSeconds: oneYear,
    ...plain,
    acceptsGzip: false,
    acceptsBrotli: false,
  },
  // Managed-CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': {
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: 0,
    ...plain,
    acceptsGzip: false,
    acceptsBrotli: false,
  },
  // Managed-Amplify
  '2e54312d-136d-493c-8eb9-b001f22f67d2': {
    minTtlSeconds: 2,
    defaultTtlSeconds: 2,
    maxTtlSeconds: 600,
    ...plain,
    keyHeaders: ['authorization', 'cloudfront-viewer-country', 'host'],
    keyCookies: 'all',
    keyQueryStrings: 'all',
  },
  // Managed-Amplify-Default
  '4d1d2f1d-3a71-49ad-9e08-7ea5d843a556': { ...amplify, keyCookies: 'all' },
  // Managed-Amplify-DefaultNoCookies
  'a6bad946-36c3-4c33-aa98-362c74a7fb13': amplify,
  // Managed-Amplify-ImageOptimization
  '1c6db51a-a33f-469a-8245-dae26771f530': { ...amplify, keyHeaders: ['accept', 'authorization', 'host'] },
  // Managed-Amplify-StaticContent
  '7e5fad67-ee98-4ad0-b05a-394999eefc1a': {
    ...amplify,
    keyHeaders: ['authorization', 'host'],
    keyQueryStrings: 'none',
  },
  // Managed-Elemental-MediaPackage
  '08627262-05a9-4f76-9ded-b50ca2e3a84f': {
    ...plain,
    minTtlSeconds: 0,
    defaultTtlSeconds: oneDay,
    maxTtlSeconds: oneYear,
    keyHeaders: ['origin'],
    keyQueryStrings: ['aws.manifestfilter', 'end', 'm', 'start'],
    acceptsBrotli: false,
  },
  // UseOriginCacheControlHeaders
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': {
    ...originControlled,
    keyQueryStrings: 'none',
  },
  // UseOriginCacheControlHeaders-QueryStrings
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': {
    ...originControlled,
    keyQueryStrings: 'all',
  },
};
