import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A proxy of an endpoint that can go away and come back on its port. */
export interface DatedEndpoint {
  readonly url: string;
  /** As if it had crashed: connections are cut, too. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

/** Passes requests on; `date` is what its answers say of the time. `refuses` makes it fail a request by its body. */
export async function datedEndpoint(options: {
  readonly upstream: string;
  readonly date: () => number;
  readonly refuses?: (request: IncomingMessage) => boolean;
}): Promise<DatedEndpoint> {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    passOn(request, response, options).catch(() => response.destroy());
  };
  let server = createServer(answer);
  const port = await listen(server, 0);
  const goAway = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return {
    url: `http://127.0.0.1:${port}`,
    goAway,
    comeBack: async () => {
      server = createServer(answer);
      await listen(server, port);
    },
    close: goAway,
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return address.port;
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  { upstream, date, refuses = () => false }: Parameters<typeof datedEndpoint>[0],
): Promise<void> {
  const body = await buffer(request);
  response.sendDate = false;
  response.setHeader('date', new Date(date()).toUTCString());
  if (refuses(request)) {
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: 'AccessDeniedException', message: 'not allowed' }));
    return;
  }
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
  const answer = await fetch(new URL(request.url ?? '/', upstream), {
    method: request.method ?? 'POST',
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    body,
  });
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? '',
    ...(answer.headers.has('smithy-protocol')
      ? { 'smithy-protocol': answer.headers.get('smithy-protocol') ?? '' }
      : {}),
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
