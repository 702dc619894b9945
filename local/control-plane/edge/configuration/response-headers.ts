import type { AddedHeader, ResponseHeadersPolicy } from '../../../../definition/model/cloudfront.ts';
import { corsHeaders } from './cors-headers.ts';
import { map, quoteLiteral } from './nginx-syntax.ts';
import { type RenderedHeaders, upstreamHeader } from './rendered-headers.ts';
import { serverTiming } from './server-timing.ts';

/**
 * What a response headers policy does to the answers of the origin: first headers are removed, then others are added,
 * and those that do not override give way to the origin's own. `name` begins all names of variables.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export function responseHeaders(name: string, policy: ResponseHeadersPolicy | undefined): RenderedHeaders {
  if (policy === undefined) return { maps: [], lines: [] };
  const isRemoved = (header: string) =>
    policy.removed.some((removed) => removed.toLowerCase() === header.toLowerCase());
  const added = policy.headers.map((header, index) =>
    header.override || isRemoved(header.name)
      ? overriding(header)
      : giving(`${name}_header_${index}`, header),
  );
  const cors = policy.cors === undefined ? empty : corsHeaders(name, policy.cors, isRemoved);
  const timing =
    policy.serverTimingPercent === undefined
      ? empty
      : serverTiming(name, policy.serverTimingPercent, isRemoved('Server-Timing'));
  const parts = [...added, cors, timing];
  return {
    maps: parts.flatMap(({ maps }) => maps),
    lines: [
      ...policy.removed.map((header) => `proxy_hide_header ${header};`),
      ...parts.flatMap(({ lines }) => lines),
    ],
  };
}

const empty: RenderedHeaders = { maps: [], lines: [] };

function overriding({ name, value }: AddedHeader): RenderedHeaders {
  return {
    maps: [],
    lines: [`proxy_hide_header ${name};`, `add_header ${name} ${quoteLiteral(value)} always;`],
  };
}

/** nginx adds no header whose value is empty. */
function giving(variable: string, { name, value }: AddedHeader): RenderedHeaders {
  return {
    maps: [
      map(upstreamHeader(name), variable, [
        ['""', quoteLiteral(value)],
        ['default', '""'],
      ]),
    ],
    lines: [`add_header ${name} $${variable} always;`],
  };
}
