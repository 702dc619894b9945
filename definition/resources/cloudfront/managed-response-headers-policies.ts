import type { ResponseHeaders } from './response-headers.ts';

const security = {
  'X-XSS-Protection': '1; mode=block',
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': 'max-age=31536000',
};
const overriding = ['X-Content-Type-Options'];

const anyOrigin = { 'Access-Control-Allow-Origin': '*' };
const preflight = {
  ...anyOrigin,
  'Access-Control-Allow-Methods': 'GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS',
  'Access-Control-Expose-Headers': '*',
};

/**
 * CloudFront's managed response headers policies by id, with their published content.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export const managedResponseHeadersPolicies: Readonly<Record<string, ResponseHeaders>> = {
  '67f7725c-6f97-4210-82d7-5512b31e9d03': { headers: security, overriding },
  '60669652-455b-4ae9-85a4-c4c02393f86c': { headers: anyOrigin, overriding: [] },
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd': { headers: preflight, overriding: [] },
  'e61eb60c-9c35-4d20-a928-2b84e02af89c': { headers: { ...anyOrigin, ...security }, overriding },
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63': { headers: { ...preflight, ...security }, overriding },
};
