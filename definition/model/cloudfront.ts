/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
export interface Distribution {
  readonly logicalId: string;
  /** Absent from what earlier versions released. */
  readonly id?: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  readonly defaultRootObject?: string;
  /** Whether viewers may speak HTTP/2. */
  readonly servesHttp2: boolean;
  readonly origins: readonly Origin[];
  /** Absent from what earlier versions released. */
  readonly originGroups?: readonly OriginGroup[];
  readonly defaultBehavior: CacheBehavior;
  /** In the order in which CloudFront tries them. */
  readonly behaviors: readonly (CacheBehavior & { readonly pathPattern: string })[];
  readonly customErrorResponses: readonly CustomErrorResponse[];
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html */
export interface CustomErrorResponse {
  readonly errorCode: number;
  readonly responseCode?: number;
  readonly responsePagePath?: string;
  readonly errorCachingMinTtlSeconds?: number;
}

/**
 * Two origins by their ids: where the first one answers with one of the status codes, or not at all, the second is asked.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginGroup.html
 */
export interface OriginGroup {
  readonly id: string;
  readonly primary: string;
  readonly secondary: string;
  readonly statusCodes: readonly number[];
}

export interface Origin {
  readonly id: string;
  readonly originPath: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly connectTimeoutSeconds: number;
  readonly readTimeoutSeconds: number;
  readonly target:
    | {
        readonly kind: 'vpc';
        /** Logical id of the load balancer that the VPC origin names. */
        readonly loadBalancer: string;
        readonly port: number;
      }
    | { readonly kind: 'custom'; readonly domainName: string; readonly scheme: Scheme; readonly port: number }
    | {
        readonly kind: 's3';
        /** Logical id of the bucket. */
        readonly bucket: string;
        /** Logical id of the distribution or the origin access identity that the bucket's policy may name. */
        readonly reader?: string;
      };
}

type Scheme = 'http' | 'https';

export interface CacheBehavior {
  /** Of an origin or of a group. */
  readonly originId: string;
  readonly viewerProtocolPolicy: 'allow-all' | 'redirect-to-https' | 'https-only';
  readonly allowedMethods: readonly string[];
  readonly compress: boolean;
  readonly cachePolicy: CachePolicy;
  readonly originRequestPolicy?: OriginRequestPolicy;
  readonly responseHeadersPolicy?: ResponseHeadersPolicy;
}

/** Which headers, cookies or query strings a policy takes: none, all, those listed, or all but those listed. */
export type Selection = 'none' | 'all' | readonly string[] | { readonly except: readonly string[] };

/** TTLs in seconds; a managed policy is expanded to its published content. Names of headers are in lower case. */
export interface CachePolicy {
  readonly minTtlSeconds: number;
  readonly defaultTtlSeconds: number;
  readonly maxTtlSeconds: number;
  readonly keyHeaders: readonly string[];
  readonly keyCookies: Selection;
  readonly keyQueryStrings: Selection;
  readonly acceptsGzip: boolean;
  readonly acceptsBrotli: boolean;
}

/** Names of headers are in lower case. */
export interface OriginRequestPolicy {
  readonly headers: Selection;
  /** CloudFront's own headers that go to the origin beside all of the viewer's. */
  readonly cloudFrontHeaders: readonly string[];
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html */
export interface ResponseHeadersPolicy {
  readonly headers: readonly AddedHeader[];
  /** Names of headers of the origin that viewers do not get. */
  readonly removed: readonly string[];
  readonly cors?: CorsHeaders;
  /** Percent of the answers that get a `Server-Timing` header. */
  readonly serverTimingPercent?: number;
}

/** A header for viewers; without `override` the origin's own counts where it sends one. */
export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyCorsConfig.html */
export interface CorsHeaders {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
  readonly override: boolean;
}
