import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface HttpQuestion {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** For the whole of it. */
  readonly timeoutMs: number;
}

// An import of this module loads all that it exports, `WebSocket` included, with the library of `fetch` behind it.
const { request }: typeof import('node:http') = createRequire(import.meta.url)('node:http');

/**
 * Asks over plain HTTP and reads the answer whole; rejects when there is none. It stands in for `fetch`, which takes
 * some 50 ms to load: a tenth of a script that has nothing to do.
 */
export async function httpRequest(url: string, question: HttpQuestion): Promise<HttpAnswer> {
  const { method = 'GET', body, timeoutMs } = question;
  const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
  const headers =
    content === undefined ? {} : { 'content-type': 'application/json', 'content-length': content.length };
  return await new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const asked = request(url, { method, headers, signal }, (answer) => {
      text(answer).then((read) => resolve({ status: answer.statusCode ?? 0, text: read }), reject);
    });
    asked.on('error', reject);
    asked.end(content);
  });
}
