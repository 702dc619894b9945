import type { EdgeClient } from './edge-client.ts';

/** A visitor who comes to a task's own port, as the load balancer does: plain HTTP that was HTTPS at the edge. */
export function taskClient(port: number): EdgeClient {
  const send: EdgeClient['send'] = async (method, path, headers, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      headers: {
        'x-forwarded-proto': 'https',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      setCookies: answer.headers.getSetCookie(),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
  return { get: (path, headers = {}) => send('GET', path, headers), send };
}
