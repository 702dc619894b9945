import type { Listener, LoadBalancerAttributes } from '../../../../definition/model/load-balancing.ts';

/**
 * The headers that an Application Load Balancer adds to a request.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
export function renderForwardedHeaders(
  listener: Pick<Listener, 'port' | 'protocol'>,
  attributes: LoadBalancerAttributes,
): readonly string[] {
  return [
    ...forwardedFor(attributes),
    `http-request set-header X-Forwarded-Proto ${listener.protocol.toLowerCase()}`,
    `http-request set-header X-Forwarded-Port ${listener.port}`,
    `http-request set-var-fmt(txn.trace) "1-%[date,hex,bytes(8,8),lower]-%[uuid,regsub(-,,g),bytes(0,24),lower]"`,
    'http-request set-header X-Amzn-Trace-Id "Self=%[var(txn.trace)];%[req.fhdr(X-Amzn-Trace-Id)]" if { req.fhdr(X-Amzn-Trace-Id) -m sub Root= }',
    'http-request set-header X-Amzn-Trace-Id "Root=%[var(txn.trace)]" if !{ req.fhdr(X-Amzn-Trace-Id) -m sub Root= }',
  ];
}

function forwardedFor(attributes: LoadBalancerAttributes): readonly string[] {
  const peer = attributes['routing.http.xff_client_port.enabled'] ? '%[src]:%[src_port]' : '%[src]';
  switch (attributes['routing.http.xff_header_processing.mode']) {
    case 'preserve':
      return [];
    case 'remove':
      return ['http-request del-header X-Forwarded-For'];
    case 'append':
      return [
        'http-request set-var(txn.forwarded) req.fhdr(X-Forwarded-For)',
        `http-request set-header X-Forwarded-For "%[var(txn.forwarded)], ${peer}" if { var(txn.forwarded) -m found }`,
        `http-request set-header X-Forwarded-For "${peer}" if !{ var(txn.forwarded) -m found }`,
      ];
  }
}
