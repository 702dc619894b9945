import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { limitConnecting } from './limit-connecting.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface HttpQuestion {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Their names in lower case; `content-type` replaces that of JSON. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For the whole of it. */
  readonly timeoutMs: number;
  /** For the connection alone; without it, only the whole is limited. */
  readonly connectTimeoutMs?: number;
}

// An import of this module loads all that it exports, `WebSocket` included, with the library of `fetch` behind it.
const { request }: typeof import('node:http') = createRequire(import.meta.url)('node:http');

/**
 * Asks over plain HTTP, on a connection of its own, and reads the answer whole; rejects when there is none, with a
 * `TimeoutError` when it takes too long. It stands in for `fetch`, which takes some 50 ms to load: a tenth of a script
 * that has nothing to do.
 */
export async function httpRequest(url: string | URL, question: HttpQuestion): Promise<HttpAnswer> {
  const { method = 'GET', body, timeoutMs, connectTimeoutMs } = question;
  const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const ofContent =
    content === undefined ? {} : { 'content-type': 'application/json', 'content-length': content.length };
  const headers = { ...ofContent, ...question.headers };
  return await new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : error);
    const asked = request(url, { method, headers, signal, agent: false }, (answer) => {
      text(answer).then((read) => resolve({ status: answer.statusCode ?? 0, text: read }), fail);
    });
    if (connectTimeoutMs !== undefined) limitConnecting(asked, connectTimeoutMs);
    asked.on('error', fail);
    asked.end(content);
  });
}
