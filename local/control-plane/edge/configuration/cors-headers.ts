import type { CorsHeaders } from '../../../../definition/model/cloudfront.ts';
import { wildcardExpression } from '../../model/wildcard.ts';
import { map, quoteExpression, quoteLiteral } from './nginx-syntax.ts';
import { type RenderedHeaders, upstreamHeader } from './rendered-headers.ts';

/**
 * The headers that answers to CORS requests get: to those from an origin that is allowed, and some to preflights alone.
 * Without an override the origin's own header of the same name counts.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyCorsConfig.html
 */
export function corsHeaders(
  prefix: string,
  cors: CorsHeaders,
  isRemoved: (name: string) => boolean,
): RenderedHeaders {
  const origin = `${prefix}_cors_origin`;
  const preflight = `${prefix}_cors_preflight`;
  const headers = namedHeaders(cors, `$${origin}`, `$${preflight}`).map((header, index) =>
    conditional(`${prefix}_cors_${index}`, header, cors.override, isRemoved(header.name)),
  );
  return {
    maps: [
      originMap(origin, cors),
      map(`"$request_method|$http_access_control_request_method|$${origin}"`, preflight, [
        ['"~^OPTIONS\\|.+\\|."', '1'],
        ['default', '""'],
      ]),
      ...headers.flatMap(({ maps }) => maps),
    ],
    lines: headers.flatMap(({ lines }) => lines),
  };
}

/** The value of `Access-Control-Allow-Origin`; empty where the request is not of CORS or of no origin that is allowed. */
function originMap(variable: string, { allowOrigins, allowCredentials }: CorsHeaders): readonly string[] {
  if (allowOrigins.includes('*')) {
    // Browsers take no star together with credentials.
    const value = allowCredentials ? '$http_origin' : '"*"';
    return map('$http_origin', variable, [
      ['""', '""'],
      ['default', value],
    ]);
  }
  return map('$http_origin', variable, [
    ...allowOrigins.map((origin) => [originExpression(origin), '$http_origin'] as const),
    ['default', '""'],
  ]);
}

function originExpression(origin: string): string {
  const scheme = origin.includes('://') ? '' : 'https?://';
  return quoteExpression(`*^${scheme}${wildcardExpression(origin, '[^/]')}$`);
}

interface ConditionalHeader {
  readonly name: string;
  readonly value: string;
  /** The variable that is not empty where the header is to be. */
  readonly when: string;
}

function namedHeaders(cors: CorsHeaders, origin: string, preflight: string): readonly ConditionalHeader[] {
  const { allowCredentials, exposeHeaders, allowMethods, allowHeaders, maxAgeSeconds } = cors;
  const header = (name: string, value: string, when: string) =>
    value === '' ? [] : [{ name: `Access-Control-${name}`, value: quoteLiteral(value), when }];
  return [
    { name: 'Access-Control-Allow-Origin', value: origin, when: origin },
    ...header('Allow-Credentials', allowCredentials ? 'true' : '', origin),
    ...header('Expose-Headers', exposeHeaders.join(', '), origin),
    ...header('Allow-Methods', allowMethods.join(', '), preflight),
    ...header('Allow-Headers', allowHeaders.join(', '), preflight),
    ...header('Max-Age', maxAgeSeconds === undefined ? '' : String(maxAgeSeconds), preflight),
  ];
}

/** The origin's own header is hidden, and comes back where it counts. */
function conditional(
  variable: string,
  { name, value, when }: ConditionalHeader,
  overrides: boolean,
  isRemoved: boolean,
): RenderedHeaders {
  const own = isRemoved ? '""' : upstreamHeader(name);
  const isOwnFirst = !overrides && !isRemoved;
  return {
    maps: [
      map(`"${when}|${isOwnFirst ? own : ''}"`, variable, [
        ['"~.\\|$"', value],
        ['default', own],
      ]),
    ],
    lines: [`proxy_hide_header ${name};`, `add_header ${name} $${variable} always;`],
  };
}
