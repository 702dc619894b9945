/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
export interface Distribution {
  readonly logicalId: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly defaultRootObject?: string;
  readonly origins: readonly Origin[];
  readonly defaultBehavior: CacheBehavior;
  /** In the order in which CloudFront tries them. */
  readonly behaviors: readonly (CacheBehavior & { readonly pathPattern: string })[];
  readonly customErrorResponses: readonly {
    readonly errorCode: number;
    readonly responseCode?: number;
    readonly responsePagePath?: string;
    readonly errorCachingMinTtlSeconds?: number;
  }[];
}

export interface Origin {
  readonly id: string;
  readonly originPath: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly target:
    | {
        readonly kind: 'vpc';
        /** Logical id of the load balancer that the VPC origin names. */
        readonly loadBalancer: string;
        readonly port: number;
        readonly readTimeoutSeconds: number;
      }
    | {
        readonly kind: 'custom';
        readonly domainName: string;
        readonly port: number;
        readonly readTimeoutSeconds: number;
      }
    | {
        readonly kind: 's3';
        readonly bucket: string;
        /**
         * Logical id of what the bucket takes the edge for: this distribution where an origin access control signs, or
         * an origin access identity; absent where it reads as anybody.
         */
        readonly reader?: string;
      };
}

export interface CacheBehavior {
  readonly originId: string;
  readonly viewerProtocolPolicy: 'allow-all' | 'redirect-to-https' | 'https-only';
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly compress: boolean;
  readonly cachePolicy: CachePolicy;
  readonly originRequestPolicy?: OriginRequestPolicy;
  /** Header name to value, from the response headers policy. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Names of those of `responseHeaders` that replace the origin's; the others give way to it. */
  readonly overridingResponseHeaders?: readonly string[];
}

/** TTLs in seconds; a managed policy is expanded to its published content. */
export interface CachePolicy {
  readonly name: string;
  readonly minTtlSeconds: number;
  readonly defaultTtlSeconds: number;
  readonly maxTtlSeconds: number;
  readonly keyHeaders: readonly string[];
  readonly keyCookies: 'none' | 'all' | readonly string[];
  readonly keyQueryStrings: 'none' | 'all' | readonly string[];
  readonly acceptsGzip: boolean;
  readonly acceptsBrotli: boolean;
}

export interface OriginRequestPolicy {
  readonly name: string;
  readonly headers: 'none' | 'all-viewer' | 'all-viewer-except-host' | readonly string[];
  readonly cookies: 'none' | 'all' | readonly string[];
  readonly queryStrings: 'none' | 'all' | readonly string[];
}
