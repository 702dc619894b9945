import { z } from 'zod';
import { ownValue } from '../../../json/own-value.ts';
import type { OriginRequestPolicy } from '../../model/cloudfront.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import type { ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { cloudFrontHeadersNotMade } from './cloudfront-headers.ts';
import { managedOriginRequestPolicies } from './managed-origin-request-policies.ts';
import { resourceWithId } from './resource-with-id.ts';
import { cookiesConfig, fits, listRule, names, queryStringsConfig } from './selections.ts';

const behaviors = z.enum(['none', 'whitelist', 'allViewer', 'allViewerAndWhitelistCloudFront', 'allExcept']);

const headersConfig = z
  .strictObject({ HeaderBehavior: behaviors, Headers: names })
  .refine(({ HeaderBehavior, Headers }) => fits(HeaderBehavior, Headers), {
    error: listRule,
    path: ['HeaderBehavior'],
  })
  .refine(
    ({ HeaderBehavior, Headers }) =>
      HeaderBehavior !== 'allViewerAndWhitelistCloudFront' || areCloudFronts(Headers),
    { error: 'with allViewerAndWhitelistCloudFront it lists headers of CloudFront alone', path: ['Headers'] },
  )
  .transform(({ HeaderBehavior, Headers = [] }) =>
    toHeaders(
      HeaderBehavior,
      Headers.map((header) => header.toLowerCase()),
    ),
  )
  .refine(
    ({ headers, cloudFrontHeaders }) =>
      ![...cloudFrontHeaders, ...(Array.isArray(headers) ? headers : [])].some((header) =>
        cloudFrontHeadersNotMade.includes(header),
      ),
    'the edge cannot make fingerprints of TLS and of headers',
  );

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyConfig.html */
export const originRequestPolicySchema = z.strictObject({
  OriginRequestPolicyConfig: z.strictObject({
    Name: recorded('Behaviors refer to the policy by its id.', text),
    Comment: recorded('It describes the policy to people.', text),
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
  const resource = resourceWithId(template, 'AWS::CloudFront::OriginRequestPolicy', id, referredBy);
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
  return headers.every((header) => header.toLowerCase().startsWith('cloudfront-'));
}
