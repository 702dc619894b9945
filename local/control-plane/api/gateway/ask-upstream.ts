import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answer.ts';
import { unreachable } from './proxy.ts';

/** What names the call and says how its body is to be read; the rest is about the client's connection. */
const passedHeaders = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target', 'x-amz-security-token'];

/** Sends a request with another body to `upstream` and gives the whole answer. */
export async function askUpstream(
  upstream: URL,
  { url = '/', method = 'POST', headers }: IncomingMessage,
  body: string,
): Promise<Answer> {
  const passed = passedHeaders.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  const answer = await fetch(new URL(url, upstream), {
    method,
    headers: Object.fromEntries(passed),
    // What a GET asks for is in its URL.
    ...(method === 'GET' ? {} : { body }),
  }).catch((cause: Error) => {
    throw unreachable(upstream, cause);
  });
  const contentType = answer.headers.get('content-type') ?? 'application/x-amz-json-1.1';
  return { status: answer.status, headers: { 'content-type': contentType }, body: await answer.text() };
}
