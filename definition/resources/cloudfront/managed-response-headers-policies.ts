import type { AddedHeader, CorsHeaders, ResponseHeadersPolicy } from '../../model/cloudfront.ts';

const security: readonly AddedHeader[] = [
  { name: 'X-XSS-Protection', value: '1; mode=block', override: false },
  { name: 'X-Frame-Options', value: 'SAMEORIGIN', override: false },
  { name: 'Referrer-Policy', value: 'strict-origin-when-cross-origin', override: false },
  { name: 'X-Content-Type-Options', value: 'nosniff', override: true },
  { name: 'Strict-Transport-Security', value: 'max-age=31536000', override: false },
];

const simple: CorsHeaders = {
  allowOrigins: ['*'],
  allowMethods: [],
  allowHeaders: [],
  exposeHeaders: [],
  allowCredentials: false,
  override: false,
};
const preflight: CorsHeaders = {
  ...simple,
  allowMethods: ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'],
  exposeHeaders: ['*'],
};

/**
 * CloudFront's managed response headers policies by id, with their published content.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export const managedResponseHeadersPolicies: Readonly<Record<string, ResponseHeadersPolicy>> = {
  '67f7725c-6f97-4210-82d7-5512b31e9d03': { headers: security, removed: [] },
  '60669652-455b-4ae9-85a4-c4c02393f86c': { headers: [], removed: [], cors: simple },
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd': { headers: [], removed: [], cors: preflight },
  'e61eb60c-9c35-4d20-a928-2b84e02af89c': { headers: security, removed: [], cors: simple },
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63': { headers: security, removed: [], cors: preflight },
};
