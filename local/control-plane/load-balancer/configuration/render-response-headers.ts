import type { ListenerAttributes } from '../../../../definition/model/load-balancing.ts';
import { loadBalancerServerHeader } from './error-pages.ts';
import { literal, quote } from './quoting.ts';

const added = {
  'Strict-Transport-Security': 'routing.http.response.strict_transport_security.header_value',
  'Access-Control-Allow-Origin': 'routing.http.response.access_control_allow_origin.header_value',
  'Access-Control-Allow-Methods': 'routing.http.response.access_control_allow_methods.header_value',
  'Access-Control-Allow-Headers': 'routing.http.response.access_control_allow_headers.header_value',
  'Access-Control-Allow-Credentials': 'routing.http.response.access_control_allow_credentials.header_value',
  'Access-Control-Expose-Headers': 'routing.http.response.access_control_expose_headers.header_value',
  'Access-Control-Max-Age': 'routing.http.response.access_control_max_age.header_value',
  'Content-Security-Policy': 'routing.http.response.content_security_policy.header_value',
  'X-Content-Type-Options': 'routing.http.response.x_content_type_options.header_value',
  'X-Frame-Options': 'routing.http.response.x_frame_options.header_value',
} as const satisfies Readonly<Record<string, keyof ListenerAttributes>>;

/**
 * What a listener adds to every answer and takes from it. That its values take the place of the target's is assumed.
 * The `Server` header that it takes away is its own, not a target's.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
 */
export function renderResponseHeaders(attributes: ListenerAttributes): readonly string[] {
  const headers = Object.entries(added)
    .map(([name, key]) => ({ name, value: attributes[key] }))
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `http-after-response set-header ${name} ${quote(literal(value))}`);
  const isServerShown = attributes['routing.http.response.server.enabled'];
  const server = `http-after-response del-header Server if { res.hdr(Server) -m str ${loadBalancerServerHeader} }`;
  return [...headers, ...(isServerShown ? [] : [server])];
}
