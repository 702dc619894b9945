import type { ListenerPort } from '../../../environment/listener-ports.ts';
import { sharedPortSocket } from '../paths.ts';

/**
 * The frontend that has a port on which several load balancers listen, and what leads from it to each: the name in
 * `Host`, or in the TLS handshake, says which one is meant; what names none of them is for the first. It looks at the
 * first request of a connection, as a client has a connection to each address; times are up to the listeners.
 */
export function renderSharedPort(
  port: number,
  sharing: readonly ListenerPort[],
  folder: string,
): readonly (readonly string[])[] {
  const [first, ...others] = sharing;
  if (first === undefined) return [];
  const choices = others.map(
    ({ loadBalancer, listener }) =>
      `use_backend ${backendOf(listener.logicalId)} if { req.ssl_sni -i ${loadBalancer.dnsName} } || { req.hdr(host),host_only,lower -m str ${loadBalancer.dnsName} }`,
  );
  return [
    [
      `frontend ${internalPrefix}port-${port}`,
      '  mode tcp',
      `  bind :${port}`,
      '  timeout client 2h',
      '  tcp-request inspect-delay 60s',
      '  tcp-request content accept if HTTP',
      '  tcp-request content accept if { req.ssl_hello_type 1 }',
      ...choices.map((line) => `  ${line}`),
      `  default_backend ${backendOf(first.listener.logicalId)}`,
    ],
    ...sharing.map(({ listener }) => [
      `backend ${backendOf(listener.logicalId)}`,
      '  mode tcp',
      '  timeout server 2h',
      '  timeout tunnel 2h',
      `  server listener unix@${sharedPortSocket(folder, listener.logicalId)} send-proxy-v2`,
    ]),
  ];
}

/** What names of HAProxy's proxies begin with that are no listener and no target group: a logical id has no hyphen. */
export const internalPrefix = 'parity-';

function backendOf(listener: string): string {
  return `${internalPrefix}${listener}`;
}
