import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createGateway, type GatewayOptions } from './gateway/gateway.ts';

/** Where the endpoint listens: `0.0.0.0` in its container, whose port is published on 127.0.0.1 alone. */
export interface Address {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** The endpoint as it listens. */
export interface StartedEndpoint {
  readonly port: number;
  /** Takes no more connections and ends once the open requests are answered, or cut after `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** SDKs keep a connection for up to a minute and must not find it closed when they use it again. */
const keepAliveMs = 75_000;

/** Takes a connection that is to become a WebSocket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Starts the AWS endpoint. Raises what the system says when the address cannot be taken. */
export async function startEndpoint(
  options: GatewayOptions,
  address: Address,
  upgrade?: Upgrade,
): Promise<StartedEndpoint> {
  // A large upload to S3 may take as long as it takes, so that a request has no deadline, but its head has.
  const server = createServer(
    {
      ...{ keepAliveTimeout: keepAliveMs, requestTimeout: 0, headersTimeout: 60_000 },
      // Clients that ask for HTTP/2 in passing (`Upgrade: h2c`) get their answer in HTTP/1.1.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    createGateway(options),
  );
  if (upgrade !== undefined) server.on('upgrade', upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : address.port,
    close: async (graceMs = 2000) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}
