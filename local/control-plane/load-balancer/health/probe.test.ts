import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { exampleTargetGroup } from '../../../../definition/testing/examples.ts';
import { probeTarget } from './probe.ts';

const check = exampleTargetGroup().healthCheck;
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(listener: RequestListener): Promise<{ ip: string; port: number }> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  return { ip: '127.0.0.1', port: typeof address === 'object' ? (address?.port ?? 0) : 0 };
}

describe('probeTarget', () => {
  it('asks for the path as the load balancer does and gives the code', async () => {
    const seen: unknown[] = [];
    const target = await listen((request, response) => {
      seen.push([request.url, request.headers['user-agent'], request.headers.connection]);
      response.writeHead(418).end();
    });
    expect(await probeTarget(target, check)).toEqual({ kind: 'answered', statusCode: 418 });
    expect(seen).toEqual([['/up', 'ELB-HealthChecker/2.0', 'close']]);
  });

  it('asks the port of the health check where there is one', async () => {
    const { ip, port } = await listen((_, response) => response.end());
    const result = await probeTarget({ ip, port: 1 }, { ...check, port: String(port) });
    expect(result).toEqual({ kind: 'answered', statusCode: 200 });
  });

  it('gives up at the timeout', async () => {
    const target = await listen(() => undefined);
    expect(await probeTarget(target, { ...check, timeoutSeconds: 0.05 })).toEqual({ kind: 'timed-out' });
  });

  it('says failed when nothing listens', async () => {
    const target = await listen(() => undefined);
    server?.close();
    expect(await probeTarget(target, check)).toEqual({ kind: 'failed' });
  });
});
