import { z } from 'zod';
import type { CacheBehavior } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { flag, text } from '../../properties/scalars.ts';
import { recorded, refused } from '../../properties/standing.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { readCachePolicy } from './cache-policy.ts';
import { readOriginRequestPolicy } from './origin-request-policy.ts';
import { readResponseHeadersPolicy } from './response-headers-policy.ts';

const reading = ['GET', 'HEAD'];
const methodSets = [
  reading,
  [...reading, 'OPTIONS'],
  [...reading, 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
];

const cachedSets = methodSets.slice(0, 2);

/** CloudFront knows sets of methods, not single ones. */
function oneOfSets(sets: readonly (readonly string[])[]) {
  return z
    .array(text)
    .refine(
      (methods) => sets.some((set) => set.length === methods.length && set.every((m) => methods.includes(m))),
      `expected ${sets.map((set) => set.join(', ')).join('; or ')}`,
    );
}

const older = 'legacy cache settings are not supported: use a cache policy';
const signed = 'the edge does not validate signed URLs or signed cookies';

const members = z.strictObject({
  TargetOriginId: text,
  ViewerProtocolPolicy: z.enum(['allow-all', 'redirect-to-https', 'https-only']),
  AllowedMethods: oneOfSets(methodSets).default(reading),
  CachedMethods: recorded('Responses to OPTIONS requests are not cached.', oneOfSets(cachedSets)),
  Compress: flag.default(false),
  CachePolicyId: z.string('the older ForwardedValues are not served locally; use a cache policy'),
  OriginRequestPolicyId: text.optional(),
  ResponseHeadersPolicyId: text.optional(),
  FunctionAssociations: refused('the edge does not run CloudFront functions'),
  LambdaFunctionAssociations: refused('the edge does not run Lambda functions'),
  TrustedKeyGroups: refused(signed),
  TrustedSigners: refused(signed),
  FieldLevelEncryptionId: refused('the edge does not perform field-level encryption'),
  SmoothStreaming: refused('the edge does not support Smooth Streaming'),
  GrpcConfig: z.strictObject({ Enabled: refused('the edge does not support gRPC') }).optional(),
  RealtimeLogConfigArn: recorded('Requests are not logged to Kinesis.', text),
  ForwardedValues: refused(older),
  MinTTL: refused(older),
  DefaultTTL: refused(older),
  MaxTTL: refused(older),
});

const cachesOfAllowed = {
  error: 'it has a method that AllowedMethods does not have',
  path: ['CachedMethods'],
};

function areAllowed({
  AllowedMethods,
  CachedMethods = [],
}: Pick<z.output<typeof members>, 'AllowedMethods' | 'CachedMethods'>): boolean {
  return CachedMethods.every((method) => AllowedMethods.includes(method));
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-defaultcachebehavior.html */
export const behaviorSchema = members.refine(areAllowed, cachesOfAllowed);

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern */
const pathPattern = text.refine(
  (pattern) => /^[\w.*$/~"'@:+&?-]{1,255}$/.test(pattern),
  'expected at most 255 letters, digits and _ - . * $ / ~ " \' @ : + & ?',
);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-cachebehavior.html */
export const pathBehaviorSchema = members
  .extend({ PathPattern: pathPattern })
  .refine(areAllowed, cachesOfAllowed);

/** A cache behavior with its policies expanded to their content. */
export function toCacheBehavior(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  properties: z.output<typeof behaviorSchema>,
): CacheBehavior {
  const { CachePolicyId, OriginRequestPolicyId, ResponseHeadersPolicyId } = properties;
  const by = `${resource.logicalId} (${resource.type})`;
  return present({
    originId: properties.TargetOriginId,
    viewerProtocolPolicy: properties.ViewerProtocolPolicy,
    allowedMethods: properties.AllowedMethods,
    compress: properties.Compress,
    cachePolicy: readCachePolicy(template, CachePolicyId, by),
    originRequestPolicy:
      OriginRequestPolicyId === undefined
        ? undefined
        : readOriginRequestPolicy(template, OriginRequestPolicyId, by),
    responseHeadersPolicy:
      ResponseHeadersPolicyId === undefined
        ? undefined
        : readResponseHeadersPolicy(template, ResponseHeadersPolicyId, by),
  });
}
