import type { OriginRequestPolicy } from '../../model/cloudfront.ts';

/**
 * CloudFront's managed origin request policies by id, with their published content.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const managedOriginRequestPolicies: Readonly<Record<string, OriginRequestPolicy>> = {
  '216adef6-5c7f-47e4-b989-5492eafa07d3': {
    name: 'Managed-AllViewer',
    headers: 'all-viewer',
    cookies: 'all',
    queryStrings: 'all',
  },
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    name: 'Managed-AllViewerExceptHostHeader',
    headers: 'all-viewer-except-host',
    cookies: 'all',
    queryStrings: 'all',
  },
  // It adds CloudFront's own headers (viewer country and the like), which nothing local can know.
  '33f36d7e-f396-46d9-90e0-52428a34d9dc': {
    name: 'Managed-AllViewerAndCloudFrontHeaders-2022-06',
    headers: 'all-viewer',
    cookies: 'all',
    queryStrings: 'all',
  },
  '59781a5b-3903-41f3-afcb-af62929ccde1': {
    name: 'Managed-CORS-CustomOrigin',
    headers: ['origin'],
    cookies: 'none',
    queryStrings: 'none',
  },
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    name: 'Managed-CORS-S3Origin',
    headers: ['origin', 'access-control-request-headers', 'access-control-request-method'],
    cookies: 'none',
    queryStrings: 'none',
  },
  'bf0718e1-ba1e-49d1-88b1-f726733018ae': {
    name: 'Managed-HostHeaderOnly',
    headers: ['host'],
    cookies: 'none',
    queryStrings: 'none',
  },
  'acba4595-bd28-49b8-b9fe-13317c0390fa': {
    name: 'Managed-UserAgentRefererHeaders',
    headers: ['user-agent', 'referer'],
    cookies: 'none',
    queryStrings: 'none',
  },
};
