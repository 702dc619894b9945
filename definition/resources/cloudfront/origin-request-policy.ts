import { z } from 'zod';
import type { OriginRequestPolicy } from '../../model/cloudfront.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { text, texts } from '../../properties/scalars.ts';
import { type ResolvedTemplate, resourceWithValue } from '../../resolution/resolved-template.ts';
import { chosen, cookiesConfig, queryStringsConfig } from './cache-policy.ts';
import { managedOriginRequestPolicies } from './managed-origin-request-policies.ts';

const headersConfig = z.object({
  HeaderBehavior: z.enum(['none', 'whitelist', 'allViewer', 'allViewerAndWhitelistCloudFront', 'allExcept']),
  Headers: texts.default([]),
});

const schema = z.object({
  OriginRequestPolicyConfig: z.object({
    Name: text,
    HeadersConfig: headersConfig.refine(
      ({ HeaderBehavior, Headers }) => HeaderBehavior !== 'allExcept' || exceptsHostAlone(Headers),
      'allExcept is served locally for the Host header alone',
    ),
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
  const managed = managedOriginRequestPolicies[id];
  if (managed !== undefined) return managed;
  const wanted = { types: ['AWS::CloudFront::OriginRequestPolicy'], value: id, attributes: ['Ref', 'Id'] };
  const resource = resourceWithValue(template, wanted, referredBy);
  const { OriginRequestPolicyConfig: config } = readProperties(resource, schema);
  const { CookiesConfig: cookies, QueryStringsConfig: queryStrings } = config;
  return {
    name: config.Name,
    headers: toHeaders(config.HeadersConfig),
    cookies: chosen(cookies.CookieBehavior, cookies.Cookies),
    queryStrings: chosen(queryStrings.QueryStringBehavior, queryStrings.QueryStrings),
  };
}

function toHeaders(config: z.output<typeof headersConfig>): OriginRequestPolicy['headers'] {
  switch (config.HeaderBehavior) {
    case 'none':
      return 'none';
    case 'whitelist':
      return config.Headers.map((header) => header.toLowerCase());
    case 'allExcept':
      return 'all-viewer-except-host';
    // CloudFront's own headers (viewer country and the like) are what nothing local can know.
    case 'allViewer':
    case 'allViewerAndWhitelistCloudFront':
      return 'all-viewer';
  }
}

function exceptsHostAlone(headers: readonly string[]): boolean {
  return headers.length === 1 && headers[0]?.toLowerCase() === 'host';
}
