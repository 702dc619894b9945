import { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import type { ResponseHeadersPolicy } from '../../model/cloudfront.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, number, text } from '../../properties/scalars.ts';
import { approximated, recorded } from '../../properties/standing.ts';
import type { ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { corsSchema, toCorsHeaders } from './cors-headers.ts';
import { headerNameExcept } from './header-name.ts';
import { managedResponseHeadersPolicies } from './managed-response-headers-policies.ts';
import { resourceWithId } from './resource-with-id.ts';
import { securityHeadersSchema, toSecurityHeaders } from './security-headers.ts';

/** Headers that describe the connection, and those that CloudFront keeps for itself. */
const reserved = new RegExp(
  `^(?:${[
    'connection|content-encoding|content-length|expect|host|keep-alive|proxy-authenticate|proxy-authorization',
    'proxy-connection|trailer|transfer-encoding|upgrade|via|warning|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache',
    'x-edge-.*|x-forwarded-proto|x-real-ip|server',
  ].join('|')})$`,
  'i',
);

/**
 * The name of a header that a policy may add or remove. nginx always names a server, so that `Server` is not either.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
const headerName = headerNameExcept(reserved, 'not a header that a policy can add or remove here');

const config = z.strictObject({
  Name: recorded('Behaviors refer to the policy by its id.', text),
  Comment: recorded('It describes the policy to people.', text),
  CorsConfig: corsSchema.optional(),
  SecurityHeadersConfig: securityHeadersSchema.default({}),
  CustomHeadersConfig: z
    .strictObject({
      Items: z.array(z.strictObject({ Header: headerName, Value: text, Override: flag })),
    })
    .default({ Items: [] }),
  RemoveHeadersConfig: z
    .strictObject({ Items: z.array(z.strictObject({ Header: headerName })) })
    .default({ Items: [] }),
  ServerTimingHeadersConfig: approximated(
    z
      .strictObject({ Enabled: flag, SamplingRate: number.pipe(z.number().min(0).max(100)).default(0) })
      .optional(),
    'The `Server-Timing` header says whether the cache had the object; it names no point of presence and no times.',
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
  const resource = resourceWithId(template, 'AWS::CloudFront::ResponseHeadersPolicy', id, referredBy);
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
