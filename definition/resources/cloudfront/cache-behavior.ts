import { z } from 'zod';
import type { CacheBehavior } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { flag, text, texts } from '../../properties/scalars.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { readCachePolicy } from './cache-policy.ts';
import { readOriginRequestPolicy } from './origin-request-policy.ts';
import { readResponseHeaders } from './response-headers-policy.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-defaultcachebehavior.html */
export const behaviorSchema = z.object({
  TargetOriginId: text,
  ViewerProtocolPolicy: z.enum(['allow-all', 'redirect-to-https', 'https-only']),
  AllowedMethods: texts.default(['GET', 'HEAD']),
  CachedMethods: texts.default(['GET', 'HEAD']),
  Compress: flag.default(false),
  CachePolicyId: z.string('the older ForwardedValues are not served locally; use a cache policy'),
  OriginRequestPolicyId: text.optional(),
  ResponseHeadersPolicyId: text.optional(),
});

/** A cache behavior with its policies expanded to their content. */
export function toCacheBehavior(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  properties: z.output<typeof behaviorSchema>,
): CacheBehavior {
  const { CachePolicyId, OriginRequestPolicyId, ResponseHeadersPolicyId } = properties;
  const by = `${resource.logicalId} (${resource.type})`;
  const added = ResponseHeadersPolicyId && readResponseHeaders(template, ResponseHeadersPolicyId, by);
  return present({
    originId: properties.TargetOriginId,
    viewerProtocolPolicy: properties.ViewerProtocolPolicy,
    allowedMethods: properties.AllowedMethods,
    cachedMethods: properties.CachedMethods,
    compress: properties.Compress,
    cachePolicy: readCachePolicy(template, CachePolicyId, by),
    originRequestPolicy:
      OriginRequestPolicyId === undefined
        ? undefined
        : readOriginRequestPolicy(template, OriginRequestPolicyId, by),
    responseHeaders: added ? added.headers : {},
    overridingResponseHeaders: added && added.overriding.length > 0 ? added.overriding : undefined,
  });
}
