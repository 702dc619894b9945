import type { Distribution } from '../../../../definition/model/cloudfront.ts';

/**
 * The http-level line that names the format of a distribution's log: a line of JSON for each request of a viewer, when
 * that has ended, with what CloudFront's metrics count.
 * @see https://nginx.org/en/docs/http/ngx_http_log_module.html
 */
export function renderLogFormat(distribution: Distribution, name: string): readonly string[] {
  if (distribution.id === undefined) return [];
  const fields = {
    ended: '$msec',
    distribution: `"${distribution.id}"`,
    method: '"$request_method"',
    // In quotes: of a request without an answer it is 000, which is no number in JSON.
    status: '"$status"',
    received: '$request_length',
    sent: '$bytes_sent',
  };
  const members = Object.entries(fields).map(([field, value]) => `"${field}":${value}`);
  return [`log_format ${formatOf(name)} escape=json '{${members.join(',')}}';`];
}

/** The line of a distribution's servers that writes it: on standard output, as the engine keeps it. */
export function renderAccessLog(distribution: Distribution, name: string): readonly string[] {
  return distribution.id === undefined ? [] : [`access_log /dev/stdout ${formatOf(name)};`];
}

function formatOf(name: string): string {
  return `${name}_requests`;
}
