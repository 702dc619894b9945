import type { CacheBehavior, Distribution, Selection } from '../../../../definition/model/cloudfront.ts';
import { edgeAddressHeader } from '../../load-balancer/paths.ts';
import { brotliInclude } from './compression.ts';
import { edgePorts } from './edge-options.ts';
import { errorPagesOfUnlisted, responsesOfUnlisted } from './error-pages.ts';
import { lifetimeMap } from './lifetime-map.ts';
import { block, literal, quoteTemplate } from './nginx-syntax.ts';
import { encodingVariable, originHeaders } from './origin-headers.ts';
import { type RenderedOrigin, upstream } from './render-origin.ts';
import { responseHeaders } from './response-headers.ts';
import { selectCookies, selectQuery, union } from './selection.ts';
import { headerValue } from './viewer-headers.ts';

/** A behavior in nginx: what stands beside the servers, and what stands in its location. */
export interface RenderedBehavior {
  /** Maps, upstreams and the server that fetches from the origin for the cache. */
  readonly blocks: readonly (readonly string[])[];
  readonly location: readonly string[];
}

/** `name` begins all names that it makes; `number` tells behaviors of all distributions apart. */
export interface BehaviorContext {
  readonly name: string;
  readonly number: number;
  readonly distribution: Distribution;
  readonly origin: RenderedOrigin;
}

/**
 * Renders a behavior. Where its cache policy lets anything be cached, nginx asks a second server of its own,
 * which asks the origin and adds how long the answer may be kept: nginx has no minimum and maximum lifetimes.
 */
export function renderBehavior(behavior: CacheBehavior, context: BehaviorContext): RenderedBehavior {
  const headers = responseHeaders(context.name, behavior.responseHeadersPolicy);
  const shown = [...cloudFrontsOwn(context), ...headers.lines];
  if (context.origin.address === undefined)
    return { blocks: headers.maps, location: [...shown, 'return 502;'] };
  const query = selectQuery(`${context.name}_query`, forwarded(behavior, 'QueryStrings'));
  const cookies = selectCookies(`${context.name}_cookies`, forwarded(behavior, 'Cookies'));
  const isCached = behavior.cachePolicy.maxTtlSeconds > 0;
  const cache = isCached ? renderCache(behavior, context) : { blocks: [], lines: [], passTo: undefined };
  return {
    blocks: [...headers.maps, ...query.maps, ...cookies.maps, ...cache.blocks],
    location: [
      ...refusals(behavior),
      ...(context.origin.hidesMissing ? errorPagesOfUnlisted(context.distribution) : []),
      ...shown,
      ...originHeaders({
        behavior,
        originHost: context.origin.host,
        customHeaders: context.origin.customHeaders,
        ownHeaders: context.origin.ownHeaders,
        cookies: cookies.text,
        distributionDomain: context.distribution.domainName,
      }),
      ...(context.origin.isLoadBalancer ? [`proxy_set_header ${edgeAddressHeader} $server_addr;`] : []),
      ...(isCached ? cache.lines : uncached),
      ...setCookie(behavior, isCached),
      ...compression(behavior),
      ...timeouts(context),
      `proxy_pass ${quoteTemplate(`${cache.passTo ?? context.origin.address}${literal(context.origin.pathPrefix)}$${pathVariable(context)}${query.text}`)};`,
    ],
  };
}

/** The request's path as the viewer wrote it, with the default root object in the place of `/`. */
export function pathVariable({ name }: { readonly name: string }): string {
  return `${name.replace(/_\d+$/, '')}_path`;
}

/** What reaches the origin is what the key has and what the origin request policy adds. */
function forwarded(behavior: CacheBehavior, kind: 'QueryStrings' | 'Cookies'): Selection {
  const policy = behavior.originRequestPolicy;
  return kind === 'Cookies'
    ? union(behavior.cachePolicy.keyCookies, policy?.cookies ?? 'none')
    : union(behavior.cachePolicy.keyQueryStrings, policy?.queryStrings ?? 'none');
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
function refusals({ allowedMethods }: CacheBehavior): readonly string[] {
  const isAll = allowedMethods.length === 0 || allowedMethods.length >= 7;
  return [
    'if ($edge_long_url) { return 414; }',
    'if ($edge_get_with_body) { return 403; }',
    ...(isAll ? [] : [`if ($request_method !~ "^(?:${allowedMethods.join('|')})$") { return 403; }`]),
  ];
}

/** The headers that every answer carries to the viewer. */
function cloudFrontsOwn({ distribution }: BehaviorContext): readonly string[] {
  return [
    'add_header X-Cache $edge_x_cache always;',
    `add_header Via "1.1 ${distribution.domainName} (CloudFront)" always;`,
    'add_header X-Amz-Cf-Id $request_id always;',
  ];
}

function timeouts({ origin }: BehaviorContext): readonly string[] {
  return [
    `proxy_connect_timeout ${origin.connectTimeoutSeconds}s;`,
    `proxy_read_timeout ${origin.readTimeoutSeconds}s;`,
  ];
}

/** Streams both ways; web sockets pass. */
const uncached: readonly string[] = [
  'proxy_set_header upgrade $http_upgrade;',
  'proxy_set_header connection $edge_connection;',
  'proxy_request_buffering off;',
  'proxy_max_temp_file_size 0;',
];

/**
 * Where no policy forwards cookies, the viewer sets none and gets none. Where one does, an answer is kept with its
 * `Set-Cookie`, which everybody gets who is served from the cache: a definition has to see to it that nobody is.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Cookies.html
 */
function setCookie(behavior: CacheBehavior, isCached: boolean): readonly string[] {
  return [
    ...(forwarded(behavior, 'Cookies') === 'none' ? ['proxy_hide_header Set-Cookie;'] : []),
    ...(isCached ? ['proxy_ignore_headers Cache-Control Vary Set-Cookie;'] : []),
  ];
}

function compression(behavior: CacheBehavior): readonly string[] {
  const { acceptsGzip, acceptsBrotli } = behavior.cachePolicy;
  if (!behavior.compress) return [];
  return [...(acceptsGzip ? ['gzip on;'] : []), ...(acceptsBrotli ? [`include ${brotliInclude};`] : [])];
}

interface RenderedCache {
  readonly blocks: readonly (readonly string[])[];
  readonly lines: readonly string[];
  readonly passTo: string | undefined;
}

function renderCache(behavior: CacheBehavior, context: BehaviorContext): RenderedCache {
  const { cachePolicy } = behavior;
  const query = selectQuery(`${context.name}_key_query`, cachePolicy.keyQueryStrings);
  const cookies = selectCookies(`${context.name}_key_cookies`, cachePolicy.keyCookies);
  const headers = cachePolicy.keyHeaders.map((name) => headerValue(name).replaceAll('"', ''));
  const key = [
    context.name,
    `$${pathVariable(context)}${query.text}`,
    ...headers,
    cookies.text,
    encodingVariable(behavior),
  ];
  return {
    blocks: [
      ...query.maps,
      ...cookies.maps,
      lifetimeMap(`${context.name}_ttl`, cachePolicy, errorResponses(context)),
      upstream(`${context.name}_fetcher`, fetcherAddress(context)),
      renderFetcher(context),
    ],
    lines: [
      'proxy_cache edge;',
      // From the date of when the fetching server got it, a browser sees the age of an answer.
      'proxy_pass_header Date;',
      'proxy_pass_header Server;',
      `proxy_cache_key "${key.filter((part) => part !== '').join(' ')}";`,
      'proxy_cache_revalidate on;',
      // A part of an object is cut from the whole of it, whatever the origin can.
      'proxy_force_ranges on;',
      'proxy_cache_use_stale error timeout http_500 http_502 http_503 http_504;',
      ...collapsing(behavior),
      'proxy_set_header connection "";',
    ],
    passTo: `http://${context.name}_fetcher`,
  };
}

function errorResponses({ distribution, origin }: BehaviorContext): Distribution['customErrorResponses'] {
  const responses = distribution.customErrorResponses;
  return origin.hidesMissing ? responsesOfUnlisted(responses) : responses;
}

/** Requests for one object become one, where answers are cached without the origin's asking for it. */
function collapsing({ cachePolicy }: CacheBehavior): readonly string[] {
  return cachePolicy.defaultTtlSeconds > 0 ? ['proxy_cache_lock on;', 'proxy_cache_lock_timeout 5s;'] : [];
}

function fetcherAddress({ number }: BehaviorContext): string {
  return `127.0.0.1:${edgePorts.firstFetcher + number}`;
}

/** Passes everything through, and says in `X-Accel-Expires` how long the answer may be kept. */
function renderFetcher(context: BehaviorContext): readonly string[] {
  return block('server', [
    `listen ${fetcherAddress(context)};`,
    ...block('location /', [
      `add_header X-Accel-Expires $${context.name}_ttl always;`,
      'proxy_set_header host $http_host;',
      'proxy_set_header connection "";',
      ...timeouts(context),
      'proxy_ignore_headers X-Accel-Expires Cache-Control Expires Set-Cookie Vary;',
      `proxy_pass ${context.origin.address}$request_uri;`,
    ]),
  ]);
}
