import type { CacheBehavior, CachePolicy, Distribution } from '../../../../definition/model/cloudfront.ts';

/** Small definitions for tests: a distribution in front of a load balancer, with the policies of a Rails store. */
export const cachingDisabled: CachePolicy = {
  name: 'Managed-CachingDisabled',
  minTtlSeconds: 0,
  defaultTtlSeconds: 0,
  maxTtlSeconds: 0,
  keyHeaders: [],
  keyCookies: 'none',
  keyQueryStrings: 'none',
  acceptsGzip: false,
  acceptsBrotli: false,
};

export const cachingOptimized: CachePolicy = {
  ...cachingDisabled,
  name: 'Managed-CachingOptimized',
  minTtlSeconds: 1,
  defaultTtlSeconds: 86_400,
  maxTtlSeconds: 31_536_000,
  acceptsGzip: true,
  acceptsBrotli: true,
};

export const useOriginCacheControl: CachePolicy = {
  ...cachingDisabled,
  name: 'UseOriginCacheControlHeaders-QueryStrings',
  maxTtlSeconds: 31_536_000,
  keyHeaders: ['Host', 'Origin'],
  keyCookies: 'all',
  keyQueryStrings: 'all',
  acceptsGzip: true,
  acceptsBrotli: true,
};

export const allViewer = {
  name: 'Managed-AllViewer',
  headers: 'all-viewer',
  cookies: 'all',
  queryStrings: 'all',
} as const;

export function exampleBehavior(changes: Partial<CacheBehavior> = {}): CacheBehavior {
  return {
    originId: 'load-balancer',
    viewerProtocolPolicy: 'redirect-to-https',
    allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    cachedMethods: ['GET', 'HEAD'],
    compress: true,
    cachePolicy: cachingDisabled,
    originRequestPolicy: allViewer,
    responseHeaders: {},
    ...changes,
  };
}

/** A behavior without an origin request policy, for GET and HEAD only. */
export function exampleAssets(changes: Partial<CacheBehavior> = {}): CacheBehavior {
  const { originRequestPolicy, ...behavior } = exampleBehavior({
    allowedMethods: ['GET', 'HEAD'],
    cachePolicy: cachingOptimized,
  });
  return { ...behavior, ...changes };
}

export function exampleDistribution(changes: Partial<Distribution> = {}): Distribution {
  return {
    logicalId: 'Distribution',
    domainName: 'localhost',
    aliases: [],
    origins: [
      {
        id: 'load-balancer',
        originPath: '',
        customHeaders: {},
        target: { kind: 'vpc', loadBalancer: 'Alb', port: 80, readTimeoutSeconds: 30 },
      },
    ],
    defaultBehavior: exampleBehavior(),
    behaviors: [],
    customErrorResponses: [],
    ...changes,
  };
}
