import { z } from 'zod';
import type { JsonObject } from '../../../../../definition/template/json-value.ts';

const texts = z.array(z.string()).default([]);
const count = z.coerce.number();
const flag = z.union([
  z.boolean(),
  z.literal('true').transform(() => true),
  z.literal('false').transform(() => false),
]);

/** A list that CloudFormation writes with its length. */
function counted<Item extends z.ZodType>(item: Item) {
  return z.object({ Items: z.array(item).default([]) }).default({ Items: [] });
}

const forwarded = z.object({
  QueryString: flag.default(false),
  QueryStringCacheKeys: texts,
  Headers: texts,
  Cookies: z.object({ Forward: z.string(), WhitelistedNames: texts }).exactOptional(),
});

const behavior = z.object({
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  SmoothStreaming: flag.default(false),
  Compress: flag.default(false),
  TrustedSigners: texts,
  TrustedKeyGroups: texts,
  FunctionAssociations: z.array(z.object({ FunctionARN: z.string(), EventType: z.string() })).default([]),
  FieldLevelEncryptionId: z.string().default(''),
  RealtimeLogConfigArn: z.string().exactOptional(),
  CachePolicyId: z.string().exactOptional(),
  OriginRequestPolicyId: z.string().exactOptional(),
  ResponseHeadersPolicyId: z.string().exactOptional(),
  ForwardedValues: forwarded.exactOptional(),
  MinTTL: count.exactOptional(),
  DefaultTTL: count.exactOptional(),
  MaxTTL: count.exactOptional(),
});

const origin = z.object({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(''),
  OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
  ConnectionAttempts: count.default(3),
  ConnectionTimeout: count.default(10),
  ResponseCompletionTimeout: count.exactOptional(),
  OriginAccessControlId: z.string().default(''),
  OriginShield: z
    .object({ Enabled: flag.default(false), OriginShieldRegion: z.string().exactOptional() })
    .exactOptional(),
  S3OriginConfig: z.object({ OriginAccessIdentity: z.string().default('') }).exactOptional(),
  CustomOriginConfig: z
    .object({
      HTTPPort: count.default(80),
      HTTPSPort: count.default(443),
      OriginProtocolPolicy: z.string(),
      OriginSSLProtocols: z.array(z.string()).default(['TLSv1', 'SSLv3']),
      OriginReadTimeout: count.default(30),
      OriginKeepaliveTimeout: count.default(5),
    })
    .exactOptional(),
  VpcOriginConfig: z
    .object({
      VpcOriginId: z.string(),
      OriginReadTimeout: count.default(30),
      OriginKeepaliveTimeout: count.default(5),
    })
    .exactOptional(),
});

const originGroup = z.object({
  Id: z.string(),
  FailoverCriteria: z.object({ StatusCodes: counted(count) }),
  Members: counted(z.object({ OriginId: z.string() })),
  SelectionCriteria: z.string().default('default'),
});

const certificate = z.object({
  CloudFrontDefaultCertificate: flag.exactOptional(),
  AcmCertificateArn: z.string().exactOptional(),
  IamCertificateId: z.string().exactOptional(),
  SslSupportMethod: z.string().exactOptional(),
  MinimumProtocolVersion: z.string().default('TLSv1'),
});

const config = z.object({
  Aliases: texts,
  Comment: z.string().default(''),
  CustomErrorResponses: z
    .array(
      z.object({
        ErrorCode: count,
        ResponsePagePath: z.string().default(''),
        ResponseCode: z.union([z.string(), z.number()]).default('').transform(String),
        ErrorCachingMinTTL: count.default(10),
      }),
    )
    .default([]),
  DefaultCacheBehavior: behavior,
  CacheBehaviors: z.array(behavior.extend({ PathPattern: z.string() })).default([]),
  DefaultRootObject: z.string().default(''),
  Enabled: flag,
  HttpVersion: z.string().default('http1.1'),
  IPV6Enabled: flag.default(false),
  Logging: z
    .object({
      Bucket: z.string().default(''),
      Prefix: z.string().default(''),
      IncludeCookies: flag.default(false),
    })
    .exactOptional(),
  Origins: z.array(origin),
  OriginGroups: counted(originGroup),
  PriceClass: z.string().default('PriceClass_All'),
  Restrictions: z
    .object({ GeoRestriction: z.object({ RestrictionType: z.string(), Locations: texts }) })
    .default({ GeoRestriction: { RestrictionType: 'none', Locations: [] } }),
  ViewerCertificate: certificate.default({
    CloudFrontDefaultCertificate: true,
    MinimumProtocolVersion: 'TLSv1',
  }),
  WebACLId: z.string().default(''),
});

const schema = z.object({ DistributionConfig: config });

/** A distribution as its template has it, with CloudFront's defaults. */
export type DistributionProperties = z.output<typeof config>;
export type BehaviorProperties = z.output<typeof behavior>;
export type OriginProperties = z.output<typeof origin>;

/**
 * Reads what the template says of a distribution, which was checked when the definition was read.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-distributionconfig.html
 */
export function distributionProperties(properties: JsonObject | undefined): DistributionProperties {
  return schema.parse(properties).DistributionConfig;
}
