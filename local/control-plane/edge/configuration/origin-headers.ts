import type { CacheBehavior } from '../../../../definition/model/cloudfront.ts';
import { quoteLiteral } from './nginx-syntax.ts';

/** Headers that the edge makes itself when a policy asks for them. */
const edgeHeaders: Readonly<Record<string, string>> = {
  'cloudfront-forwarded-proto': '$scheme',
  'cloudfront-viewer-address': '$remote_addr:$remote_port',
  'cloudfront-viewer-http-version': '$edge_http_version',
  'cloudfront-viewer-tls': '$ssl_protocol:$ssl_cipher',
};

/** The nginx variable that has a header of the viewer's request, or of the edge's own making. */
export function headerVariable(name: string): string {
  const lower = name.toLowerCase();
  return edgeHeaders[lower] ?? `$http_${lower.replaceAll('-', '_')}`;
}

/** What the request to the origin needs besides the policies. */
export interface OriginRequest {
  readonly behavior: CacheBehavior;
  /** The origin's own domain name: the `Host` where the viewer's is not forwarded. */
  readonly originHost: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly cookies: string;
  readonly distributionDomain: string;
}

/**
 * The directives that give the origin its headers. Without an all-viewer policy only the headers that a policy
 * names go on, and those that describe the body.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function originHeaders(request: OriginRequest): readonly string[] {
  const { behavior } = request;
  const policy = behavior.originRequestPolicy?.headers ?? 'none';
  const isAll = policy === 'all-viewer' || policy === 'all-viewer-except-host';
  const listed = [...behavior.cachePolicy.keyHeaders, ...(Array.isArray(policy) ? policy : [])];
  const headers: Record<string, string> = {
    ...(isAll ? {} : { ...bodyHeaders, ...rangeHeader(behavior), 'user-agent': '"Amazon CloudFront"' }),
    ...Object.fromEntries(listed.map((name) => [name.toLowerCase(), headerVariable(name)])),
    host: forwardsHost(behavior) ? '$http_host' : request.originHost,
    ...encodingHeader(behavior, isAll),
    cookie: request.cookies === '' ? '""' : `"${request.cookies}"`,
    'x-forwarded-for': '$proxy_add_x_forwarded_for',
    'x-forwarded-proto': '""',
    'x-real-ip': '""',
    via: `"$edge_http_version ${request.distributionDomain} (CloudFront)"`,
    'x-amz-cf-id': '$request_id',
    ...Object.fromEntries(
      Object.entries(request.customHeaders).map(([name, value]) => [name.toLowerCase(), quoteLiteral(value)]),
    ),
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

/** The cache keeps whole objects only: it asks for the whole, and never keeps a part in the place of it. */
function rangeHeader({ cachePolicy }: CacheBehavior): Readonly<Record<string, string>> {
  return cachePolicy.maxTtlSeconds > 0 ? {} : { range: '$http_range' };
}

/** True when the origin sees the host name that the viewer asked for. */
export function forwardsHost(behavior: CacheBehavior): boolean {
  const policy = behavior.originRequestPolicy?.headers ?? 'none';
  const names = [...behavior.cachePolicy.keyHeaders, ...(Array.isArray(policy) ? policy : [])];
  return policy === 'all-viewer' || names.some((name) => name.toLowerCase() === 'host');
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
