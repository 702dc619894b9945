import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Served, serve } from '../testing/serve.ts';
import { createProxy } from './proxy.ts';

const servers: Served[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function proxied(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<string> {
  const upstream = await serve(answer);
  const proxy = createProxy(new URL(upstream.url));
  const front = await serve((incoming, outgoing) => {
    proxy.pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  servers.push(front, upstream);
  return front.url;
}

describe('the proxy', () => {
  it('lets the first part of an answer through before the last one is there', async () => {
    let finish = (): void => undefined;
    const url = await proxied((_, outgoing) => {
      outgoing.write('first');
      finish = () => outgoing.end(' last');
    });
    const answer = await fetch(url);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('first');
    finish();
    expect((await reader?.read())?.value).toBe(' last');
    expect((await reader?.read())?.done).toBe(true);
  });

  it('breaks an answer off where the other side does', async () => {
    const url = await proxied((_, outgoing) => {
      outgoing.writeHead(200, { 'content-length': '10' });
      outgoing.write('half', () => outgoing.destroy());
    });
    const answer = await fetch(url);
    await expect(answer.text()).rejects.toThrow();
  });

  it('gives up a request whose client went away', async () => {
    const gone = Promise.withResolvers<void>();
    const url = await proxied((incoming, outgoing) => {
      outgoing.on('close', gone.resolve);
      incoming.resume();
      outgoing.write('first');
    });
    const abort = new AbortController();
    const answer = await fetch(url, { signal: abort.signal });
    expect(answer.status).toBe(200);
    abort.abort();
    await gone.promise;
  });

  it('answers a client that waits to be told to go on with its body', async () => {
    const url = await proxied((incoming, outgoing) => {
      expect(incoming.headers.expect).toBeUndefined();
      incoming.pipe(outgoing);
    });
    const waiting = request(url, { method: 'PUT', headers: { expect: '100-continue' } });
    waiting.flushHeaders();
    await once(waiting, 'continue');
    waiting.end('body');
    const [answer] = await once(waiting, 'response');
    expect(answer.statusCode).toBe(200);
    answer.setEncoding('utf8');
    expect(await answer.toArray()).toEqual(['body']);
  });

  it('fails when nobody listens', async () => {
    const closed = await serve(() => undefined);
    await closed.close();
    const proxy = createProxy(new URL(closed.url));
    const failures: unknown[] = [];
    const front = await serve((incoming, outgoing) => {
      proxy.pass(incoming, outgoing).catch((error: unknown) => {
        failures.push(error);
        outgoing.writeHead(503).end();
      });
    });
    servers.push(front);
    expect((await fetch(front.url, { method: 'POST', body: 'x' })).status).toBe(503);
    expect(failures).toMatchObject([{ code: 'ServiceUnavailable', status: 503 }]);
  });
});
