import type { AddedHeader, ResponseHeadersPolicy } from '../../../../definition/model/cloudfront.ts';
import { corsHeaders } from './cors-headers.ts';
import { block, map, quoteLiteral } from './nginx-syntax.ts';
import { type RenderedHeaders, upstreamHeader } from './rendered-headers.ts';

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
  const timing = serverTiming(name, policy.serverTimingPercent ?? 0);
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

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#server-timing-header */
function serverTiming(name: string, percent: number): RenderedHeaders {
  if (percent === 0) return empty;
  const sampled = `${name}_timed`;
  return {
    maps: [
      block(
        `split_clients $request_id $${sampled}`,
        percent >= 100 ? ['* 1;'] : [`${percent.toFixed(2)}% 1;`, '* "";'],
      ),
      map(`"$${sampled}:$upstream_cache_status"`, `${name}_timing`, [
        ['"~^1:(?:HIT|STALE|UPDATING)$"', 'cdn-cache-hit'],
        ['"~^1:REVALIDATED$"', 'cdn-cache-refresh'],
        ['"~^1"', 'cdn-cache-miss'],
        ['default', '""'],
      ]),
    ],
    lines: [`add_header Server-Timing $${name}_timing always;`],
  };
}
