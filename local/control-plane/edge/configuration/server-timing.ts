import { block, map } from './nginx-syntax.ts';
import { type RenderedHeaders, upstreamHeader } from './rendered-headers.ts';

/**
 * The `Server-Timing` header of a percentage of the answers, and of those to requests with `Pragma: server-timing`.
 * It says what the cache did, after what the origin says of an answer that is its own.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html#server-timing-header
 */
export function serverTiming(name: string, percent: number, isRemoved: boolean): RenderedHeaders {
  const own = isRemoved ? '""' : upstreamHeader('Server-Timing');
  return {
    maps: [
      ...sample(name, percent),
      map(`"$${name}_sample:$upstream_cache_status"`, `${name}_metric`, [
        ['"~^1:(?:HIT|STALE|UPDATING)$"', 'cdn-cache-hit'],
        ['"~^1:REVALIDATED$"', 'cdn-cache-refresh'],
        ['"~^1"', 'cdn-cache-miss'],
        ['default', '""'],
      ]),
      map(`"$${name}_metric|${isRemoved ? '' : own}"`, `${name}_timing`, [
        ['"~^\\|"', own],
        ['"~^cdn-cache-miss\\|."', `"${own}, $${name}_metric"`],
        ['default', `$${name}_metric`],
      ]),
    ],
    lines: ['proxy_hide_header Server-Timing;', `add_header Server-Timing $${name}_timing always;`],
  };
}

const parts = 1_000_000;
/** What of the parts nginx can split: it takes percents with two decimal places, of CloudFront's four. */
const splitParts = 100;

/** One for an answer in the sample: of a first split, and of a second one for the last two decimal places. */
function sample(name: string, percent: number): readonly (readonly string[])[] {
  const sampled = Math.round((percent * parts) / 100);
  const fine = sampled % splitParts;
  const coarse = sampled - fine;
  return [
    split(`$request_id`, `${name}_coarse`, [
      [coarse, '1'],
      [fine === 0 ? 0 : splitParts, 'perhaps'],
    ]),
    split(`"$request_id again"`, `${name}_fine`, [[fine * splitParts * splitParts, '1']]),
    map(`"$${name}_coarse:$${name}_fine:$http_pragma"`, `${name}_sample`, [
      ['"~^(?:1|perhaps:1):"', '1'],
      ['"~*[:,] *server-timing(?: *,|$)"', '1'],
      ['default', '""'],
    ]),
  ];
}

type Share = readonly [parts: number, value: string];

/** nginx refuses a share of nothing, and shares that leave nothing for the others. */
function split(source: string, variable: string, shares: readonly Share[]): readonly string[] {
  const all = shares.find(([share]) => share >= parts);
  const some = all === undefined ? shares.filter(([share]) => share > 0) : [];
  return block(`split_clients ${source} $${variable}`, [
    ...some.map(([share, value]) => `${(share * 100) / parts}% ${value};`),
    `* ${all?.[1] ?? '""'};`,
  ]);
}
