import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { request as requestTls } from 'node:https';

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly agent?: Agent;
}

/** Asks a server of the stage on the loopback address; the edge's local certificate is not checked. */
export function ask(url: string, asked: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      method: asked.method ?? 'GET',
      headers: asked.headers ?? {},
      rejectUnauthorized: false,
      agent: asked.agent ?? false,
    };
    const send = url.startsWith('https:') ? requestTls : request;
    const sent = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          reason: response.statusMessage ?? '',
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(asked.body);
  });
}

/** A steady load: what each answer was, counted, until `stop`. */
export function startLoad(
  url: (index: number) => string,
  perSecond: number,
): { stop(): Promise<Readonly<Record<string, number>>> } {
  const agent = new Agent({ keepAlive: true });
  const counts: Record<string, number> = {};
  const pending = new Set<Promise<void>>();
  let index = 0;
  const timer = setInterval(() => {
    const asked = ask(url(index++), { agent })
      .then(({ status }) => String(status))
      .catch((error: unknown) => String(error))
      .then((outcome) => {
        counts[outcome] = (counts[outcome] ?? 0) + 1;
        pending.delete(asked);
      });
    pending.add(asked);
  }, 1000 / perSecond);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(pending);
      agent.destroy();
      return counts;
    },
  };
}
