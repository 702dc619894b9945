import type { CacheBehavior, OriginRequestPolicy } from '../../../../definition/model/cloudfront.ts';
import { cloudFrontHeaders } from '../../../../definition/resources/cloudfront/cloudfront-headers.ts';
import { quoteLiteral } from './nginx-syntax.ts';
import { headerValue } from './viewer-headers.ts';

/** What the request to the origin needs besides the policies. */
export interface OriginRequest {
  readonly behavior: CacheBehavior;
  /** The origin's own domain name: the `Host` where the viewer's is not forwarded. */
  readonly originHost: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** Headers by which the origin knows the edge, instead of the viewer's. */
  readonly ownHeaders: Readonly<Record<string, string>>;
  readonly cookies: string;
  readonly distributionDomain: string;
}

/**
 * The directives that give the origin its headers. Without an all-viewer policy only the headers that a policy
 * names go on, and those that describe the body. What a viewer says in the name of CloudFront never does.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function originHeaders(request: OriginRequest): readonly string[] {
  const { behavior } = request;
  const isAll = passesAll(behavior);
  const headers: Record<string, string> = {
    ...(isAll ? notOfViewers(behavior) : { ...bodyHeaders, ...rangeHeader(behavior), ...userAgent }),
    ...Object.fromEntries(listed(behavior).map((name) => [name.toLowerCase(), headerValue(name)])),
    host: forwardsHost(behavior) ? '$http_host' : request.originHost,
    ...encodingHeader(behavior, isAll),
    cookie: request.cookies === '' ? '""' : `"${request.cookies}"`,
    'x-forwarded-for': '$proxy_add_x_forwarded_for',
    'x-forwarded-proto': '""',
    'x-real-ip': '""',
    via: `"${isAll || listed(behavior).includes('via') ? '$edge_via' : ''}$edge_http_version ${request.distributionDomain} (CloudFront)"`,
    'x-amz-cf-id': '$request_id',
    ...quoted(request.customHeaders),
    ...quoted(request.ownHeaders),
  };
  return [
    ...(isAll ? [] : ['proxy_pass_request_headers off;']),
    ...Object.entries(headers).map(([name, value]) => `proxy_set_header ${name} ${value};`),
  ];
}

const bodyHeaders = {
  'content-type': '$http_content_type',
  'content-encoding': '$http_content_encoding',
};
const userAgent = { 'user-agent': '"Amazon CloudFront"' };

function quoted(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), quoteLiteral(value)]),
  );
}

function passesAll({ originRequestPolicy: { headers } = none }: CacheBehavior): boolean {
  return headers === 'all' || 'except' in Object(headers);
}

const none: OriginRequestPolicy = {
  headers: 'none',
  cloudFrontHeaders: [],
  cookies: 'none',
  queryStrings: 'none',
};

function excepted({ originRequestPolicy: { headers } = none }: CacheBehavior): readonly string[] {
  return typeof headers === 'object' && 'except' in headers ? headers.except : [];
}

/** The headers that are forwarded by name. */
function listed({ cachePolicy, originRequestPolicy: policy = none }: CacheBehavior): readonly string[] {
  const { headers, cloudFrontHeaders } = policy;
  const names = typeof headers === 'object' && !('except' in headers) ? headers : [];
  return [...cachePolicy.keyHeaders, ...names, ...cloudFrontHeaders];
}

function notOfViewers(behavior: CacheBehavior): Readonly<Record<string, string>> {
  return Object.fromEntries([...cloudFrontHeaders, ...excepted(behavior)].map((name) => [name, '""']));
}

/** The cache keeps whole objects only: it asks for the whole, and never keeps a part in the place of it. */
function rangeHeader({ cachePolicy }: CacheBehavior): Readonly<Record<string, string>> {
  return cachePolicy.maxTtlSeconds > 0 ? {} : { range: '$http_range' };
}

/** True when the origin sees the host name that the viewer asked for. */
function forwardsHost(behavior: CacheBehavior): boolean {
  if (listed(behavior).some((name) => name.toLowerCase() === 'host')) return true;
  return passesAll(behavior) && !excepted(behavior).includes('host');
}

/** Where the cache tells encodings apart, the origin gets the normalised list; else only an all-viewer policy passes it. */
function encodingHeader(behavior: CacheBehavior, isAll: boolean): Readonly<Record<string, string>> {
  const variable = encodingVariable(behavior);
  if (variable !== '') return { 'accept-encoding': variable };
  return isAll ? {} : { 'accept-encoding': '""' };
}

/** What of the viewer's `Accept-Encoding` counts under the cache policy. */
export function encodingVariable({ cachePolicy }: CacheBehavior): string {
  if (cachePolicy.acceptsGzip && cachePolicy.acceptsBrotli) return '$edge_encoding';
  if (cachePolicy.acceptsGzip) return '$edge_encoding_gzip';
  return cachePolicy.acceptsBrotli ? '$edge_encoding_brotli' : '';
}
