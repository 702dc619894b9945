import { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import type { ResponseHeadersPolicy } from '../../model/cloudfront.ts';
import { informational } from '../../properties/common-reasons.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, number, text } from '../../properties/scalars.ts';
import { approximated, recorded, withoutValues } from '../../properties/standing.ts';
import type { ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { corsSchema, toCorsHeaders } from './cors-headers.ts';
import { haveDuplicates, headerNameExcept, headerValue } from './header-name.ts';
import { managedResponseHeadersPolicies } from './managed-response-headers-policies.ts';
import { policyWithId } from './resource-with-id.ts';
import { securityHeadersSchema, toSecurityHeaders } from './security-headers.ts';

/**
 * Headers that describe the connection, and those that CloudFront keeps for itself. Assumed of headers that are added.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#remove-headers-disallowed
 */
const reserved = [
  'connection|content-encoding|content-length|expect|host|keep-alive|proxy-authenticate|proxy-authorization',
  'proxy-connection|trailer|transfer-encoding|upgrade|via|warning|x-accel-(?:buffering|charset|limit-rate|redirect)',
  'x-amz-cf-.*|x-amzn-(?:auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count|header-order)',
  'x-amzn-(?:lambda-integration-tag|requestid)|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip',
].join('|');
const ofSecurity = [
  'content-security-policy|referrer-policy|strict-transport-security|x-content-type-options|x-frame-options',
  'x-xss-protection',
].join('|');

/** Headers that nginx writes whatever is configured. */
function whyNotPlayed(name: string): string | undefined {
  return /^(?:server|date)$/i.test(name) ? 'nginx writes this header itself' : undefined;
}

function headerName(reserved: string, why: string) {
  return headerNameExcept(new RegExp(`^(?:${reserved})$`, 'i'), why, whyNotPlayed);
}
const removed = headerName(reserved, 'CloudFront does not allow policies to remove this header');
const added = headerName(
  `${reserved}|${ofSecurity}`,
  'CloudFront does not allow policies to add this header; set security headers in SecurityHeadersConfig',
);
const noValue = { '': 'nginx sends no header without a value' };

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyServerTimingHeadersConfig.html */
const samplingRate = number.refine(
  (rate) => rate >= 0 && rate <= 100 && Number(rate.toFixed(4)) === rate,
  'expected a number from 0 to 100 with at most four decimal places',
);

const config = z.strictObject({
  Name: recorded('Cache behaviors reference the policy by its ID.', text),
  Comment: recorded(informational, text),
  CorsConfig: corsSchema.optional(),
  SecurityHeadersConfig: securityHeadersSchema.default({}),
  CustomHeadersConfig: z
    .strictObject({
      Items: z
        .array(z.strictObject({ Header: added, Value: withoutValues(headerValue, noValue), Override: flag }))
        .refine(
          (items) => !haveDuplicates(items.map(({ Header }) => Header)),
          'it has the same header twice',
        ),
    })
    .default({ Items: [] }),
  RemoveHeadersConfig: z
    .strictObject({ Items: z.array(z.strictObject({ Header: removed })) })
    .default({ Items: [] }),
  ServerTimingHeadersConfig: approximated(
    z.strictObject({ Enabled: flag, SamplingRate: samplingRate.default(0) }).optional(),
    'The `Server-Timing` header reports whether the cache had the object, without point of presence or timings.',
  ),
});

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html */
export const responseHeadersPolicySchema = z.strictObject({ ResponseHeadersPolicyConfig: config });

/** A response headers policy by the id that a behavior names: a managed one, or one of the template. */
export function readResponseHeadersPolicy(
  template: ResolvedTemplate,
  id: string,
  referredBy: string,
): ResponseHeadersPolicy {
  const managed = ownValue(managedResponseHeadersPolicies, id);
  if (managed !== undefined) return managed;
  const resource = policyWithId(template, 'AWS::CloudFront::ResponseHeadersPolicy', id, referredBy);
  const { ResponseHeadersPolicyConfig: read } = readProperties(resource, responseHeadersPolicySchema);
  const timing = read.ServerTimingHeadersConfig;
  return present({
    headers: [
      ...toSecurityHeaders(read.SecurityHeadersConfig),
      ...read.CustomHeadersConfig.Items.map(({ Header, Value, Override }) => ({
        name: Header,
        value: Value,
        override: Override,
      })),
    ],
    removed: read.RemoveHeadersConfig.Items.map(({ Header }) => Header),
    cors: read.CorsConfig && toCorsHeaders(read.CorsConfig),
    serverTimingPercent: timing?.Enabled ? timing.SamplingRate : undefined,
  });
}
