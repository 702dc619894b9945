import type { OriginRequestPolicy } from '../../model/cloudfront.ts';
import { cloudFrontHeadersMade } from './cloudfront-headers.ts';

/**
 * CloudFront's managed origin request policies by id, with their published content.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const managedOriginRequestPolicies: Readonly<Record<string, OriginRequestPolicy>> = {
  // Managed-AllViewer
  '216adef6-5c7f-47e4-b989-5492eafa07d3': {
    headers: 'all',
    cloudFrontHeaders: [],
    cookies: 'all',
    queryStrings: 'all',
  },
  // Managed-AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    headers: { except: ['host'] },
    cloudFrontHeaders: [],
    cookies: 'all',
    queryStrings: 'all',
  },
  // Managed-AllViewerAndCloudFrontHeaders-2022-06
  '33f36d7e-f396-46d9-90e0-52428a34d9dc': {
    headers: 'all',
    cloudFrontHeaders: cloudFrontHeadersMade,
    cookies: 'all',
    queryStrings: 'all',
  },
  // Managed-CORS-CustomOrigin
  '59781a5b-3903-41f3-afcb-af62929ccde1': {
    headers: ['origin'],
    cloudFrontHeaders: [],
    cookies: 'none',
    queryStrings: 'none',
  },
  // Managed-CORS-S3Origin
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    headers: ['origin', 'access-control-request-headers', 'access-control-request-method'],
    cloudFrontHeaders: [],
    cookies: 'none',
    queryStrings: 'none',
  },
  // Managed-Elemental-MediaTailor-PersonalizedManifests
  '775133bc-15f2-49f9-abea-afb2e0bf67d2': {
    headers: [
      'origin',
      'access-control-request-headers',
      'access-control-request-method',
      'user-agent',
      'x-forwarded-for',
    ],
    cloudFrontHeaders: [],
    cookies: 'none',
    queryStrings: 'all',
  },
  // Managed-HostHeaderOnly
  'bf0718e1-ba1e-49d1-88b1-f726733018ae': {
    headers: ['host'],
    cloudFrontHeaders: [],
    cookies: 'none',
    queryStrings: 'none',
  },
  // Managed-UserAgentRefererHeaders
  'acba4595-bd28-49b8-b9fe-13317c0390fa': {
    headers: ['user-agent', 'referer'],
    cloudFrontHeaders: [],
    cookies: 'none',
    queryStrings: 'none',
  },
};
