import type { Listener, LoadBalancerAttributes } from '../../../../definition/model/load-balancing.ts';

/** What follows the address of an HTTPS listener's `bind`; nothing for HTTP. */
export function tlsOptions(
  listener: Pick<Listener, 'protocol' | 'sslPolicy'>,
  attributes: LoadBalancerAttributes,
  certificatePath: string,
): string {
  if (listener.protocol === 'HTTP') return '';
  const protocols = attributes['routing.http2.enabled'] ? 'h2,http/1.1' : 'http/1.1';
  const { from, to } = tlsVersions(listener.sslPolicy ?? '');
  return ` ssl crt ${certificatePath} alpn ${protocols} ssl-min-ver TLSv1.${from} ssl-max-ver TLSv1.${to}`;
}

/**
 * The versions of TLS that a security policy allows, by their minor number: its name says them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export function tlsVersions(policy: string): { readonly from: number; readonly to: number } {
  const to = policy.includes('-TLS13-') ? 3 : 2;
  const from = /-(?:TLS13|TLS|FS)-1-([0-3])/.exec(policy)?.[1];
  return { from: Number(from ?? 0), to };
}

/**
 * The headers that tell a target of the client's TLS, under the names that the listener gives them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
export function renderTlsHeaders(
  { protocol, attributes }: Pick<Listener, 'protocol' | 'attributes'>,
  balancer: LoadBalancerAttributes,
): readonly string[] {
  const isWanted = balancer['routing.http.x_amzn_tls_version_and_cipher_suite.enabled'];
  if (!isWanted || protocol === 'HTTP') return [];
  const version = attributes['routing.http.request.x_amzn_tls_version.header_name'];
  const suite = attributes['routing.http.request.x_amzn_tls_cipher_suite.header_name'];
  return [
    `http-request set-header ${version} %[ssl_fc_protocol]`,
    `http-request set-header ${suite} %[ssl_fc_cipher]`,
  ];
}
