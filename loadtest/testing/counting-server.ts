import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** A server on loopback that counts the requests of each path. */
export interface CountingServer extends AsyncDisposable {
  readonly address: string;
  /** How many requests of the path came: `ok`. */
  count(path: string): number;
  /** Resolves when so many requests of the path have come. */
  reached(path: string, count: number): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const answers: Readonly<Record<string, Answer>> = {
  wrong: (_, response) => response.end('sorry'),
  broken: (_, response) => response.writeHead(500).end('content of broken'),
  reset: (request) => request.socket.resetAndDestroy(),
  never: () => {},
};

/** `/wrong`, `/broken`, `/reset` and `/never` are answered in that way, any other path with its content. */
export async function startCountingServer(): Promise<CountingServer> {
  const counts = new Map<string, number>();
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const path = request.url?.slice(1) ?? '';
    counts.set(path, (counts.get(path) ?? 0) + 1);
    for (const each of waiting) each();
    (answers[path] ?? (() => response.end(`content of ${path}`)))(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const count = (path: string) => counts.get(path) ?? 0;
  return {
    address: `http://127.0.0.1:${port}`,
    count,
    reached: (path, wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (count(path) < wanted) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
