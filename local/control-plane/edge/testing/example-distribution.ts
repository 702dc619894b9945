import type {
  CacheBehavior,
  CachePolicy,
  Distribution,
  Origin,
} from '../../../../definition/model/cloudfront.ts';

/** Small definitions for tests: a distribution in front of a load balancer, with the policies of a Rails store. */
export const cachingDisabled: CachePolicy = {
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
  minTtlSeconds: 1,
  defaultTtlSeconds: 86_400,
  maxTtlSeconds: 31_536_000,
  acceptsGzip: true,
  acceptsBrotli: true,
};

export const useOriginCacheControl: CachePolicy = {
  ...cachingDisabled,
  maxTtlSeconds: 31_536_000,
  keyHeaders: ['host', 'origin'],
  keyCookies: 'all',
  keyQueryStrings: 'all',
  acceptsGzip: true,
  acceptsBrotli: true,
};

export const allViewer = {
  headers: 'all',
  cloudFrontHeaders: [],
  cookies: 'all',
  queryStrings: 'all',
} as const;

export function exampleBehavior(changes: Partial<CacheBehavior> = {}): CacheBehavior {
  return {
    originId: 'load-balancer',
    viewerProtocolPolicy: 'redirect-to-https',
    allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    compress: true,
    cachePolicy: cachingDisabled,
    originRequestPolicy: allViewer,
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

export function exampleOrigin(changes: Partial<Origin> = {}): Origin {
  return {
    id: 'load-balancer',
    originPath: '',
    customHeaders: {},
    connectTimeoutSeconds: 10,
    readTimeoutSeconds: 30,
    target: { kind: 'vpc', loadBalancer: 'Alb', port: 80 },
    ...changes,
  };
}

export function exampleDistribution(changes: Partial<Distribution> = {}): Distribution {
  return {
    logicalId: 'Distribution',
    domainName: 'localhost',
    aliases: [],
    servesHttp2: true,
    origins: [exampleOrigin()],
    defaultBehavior: exampleBehavior(),
    behaviors: [],
    customErrorResponses: [],
    ...changes,
  };
}
