import { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import type { OriginRequestPolicy } from '../../model/cloudfront.ts';
import { informational } from '../../properties/common-reasons.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import { approximated, recorded } from '../../properties/standing.ts';
import type { ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { managedOriginRequestPolicies } from './managed-origin-request-policies.ts';
import { policyHeaders, rejectHeaders } from './policy-headers.ts';
import { policyWithId } from './resource-with-id.ts';
import { cookiesConfig, fits, headersApproximation, listRule, queryStringsConfig } from './selections.ts';

const behaviors = z.enum(['none', 'whitelist', 'allViewer', 'allViewerAndWhitelistCloudFront', 'allExcept']);

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization */
const ofCachePolicies = new Map([
  [
    'authorization',
    'a cache policy must list it, so that responses for one viewer are not served to another',
  ],
  [
    'accept-encoding',
    'use EnableAcceptEncodingGzip and EnableAcceptEncodingBrotli of a cache policy to forward it',
  ],
]);

const headersConfig = approximated(
  z
    .strictObject({ HeaderBehavior: behaviors, Headers: policyHeaders })
    .refine(({ HeaderBehavior, Headers }) => fits(HeaderBehavior, Headers), {
      error: listRule,
      path: ['HeaderBehavior'],
    })
    .refine(
      ({ HeaderBehavior, Headers }) =>
        HeaderBehavior !== 'allViewerAndWhitelistCloudFront' || areCloudFronts(Headers),
      {
        error: 'with allViewerAndWhitelistCloudFront, it can list only CloudFront headers',
        path: ['Headers'],
      },
    )
    .superRefine(({ HeaderBehavior, Headers }, context) => {
      if (HeaderBehavior !== 'allExcept') rejectHeaders(Headers, ofCachePolicies, context);
    })
    .transform(({ HeaderBehavior, Headers = [] }) => toHeaders(HeaderBehavior, Headers)),
  headersApproximation,
);

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyConfig.html */
export const originRequestPolicySchema = z.strictObject({
  OriginRequestPolicyConfig: z.strictObject({
    Name: recorded('Cache behaviors reference the policy by its ID.', text),
    Comment: recorded(informational, text),
    HeadersConfig: headersConfig,
    CookiesConfig: cookiesConfig,
    QueryStringsConfig: queryStringsConfig,
  }),
});

/** An origin request policy by the id that a behavior names: a managed one, or one of the template. */
export function readOriginRequestPolicy(
  template: ResolvedTemplate,
  id: string,
  referredBy: string,
): OriginRequestPolicy {
  const managed = ownValue(managedOriginRequestPolicies, id);
  if (managed !== undefined) return managed;
  const resource = policyWithId(template, 'AWS::CloudFront::OriginRequestPolicy', id, referredBy);
  const { OriginRequestPolicyConfig: config } = readProperties(resource, originRequestPolicySchema);
  return { ...config.HeadersConfig, cookies: config.CookiesConfig, queryStrings: config.QueryStringsConfig };
}

function toHeaders(
  behavior: z.output<typeof behaviors>,
  listed: readonly string[],
): Pick<OriginRequestPolicy, 'headers' | 'cloudFrontHeaders'> {
  switch (behavior) {
    case 'none':
      return { headers: 'none', cloudFrontHeaders: [] };
    case 'whitelist':
      return { headers: listed, cloudFrontHeaders: [] };
    case 'allExcept':
      return { headers: { except: listed }, cloudFrontHeaders: [] };
    case 'allViewer':
      return { headers: 'all', cloudFrontHeaders: [] };
    case 'allViewerAndWhitelistCloudFront':
      return { headers: 'all', cloudFrontHeaders: listed };
  }
}

function areCloudFronts(headers: readonly string[] = []): boolean {
  return headers.every((header) => header.startsWith('cloudfront-'));
}
