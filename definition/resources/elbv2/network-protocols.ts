const forNetworks = 'only Network and Gateway Load Balancers have it, which are not supported locally';

/** The protocols of Network and Gateway Load Balancers, with why each is refused. */
export const networkProtocols: Readonly<Record<string, string>> = Object.fromEntries(
  ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC', 'GENEVE'].map((protocol) => [protocol, forNetworks]),
);
