import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startEndpoint } from './start-endpoint.ts';
import { inMemoryControlPlane } from './testing/in-memory-control-plane.ts';
import { localStackCare } from './testing/local-stack-care.ts';
import { sampleState, sampleTime } from './testing/sample-state.ts';

const options = {
  controlPlane: inMemoryControlPlane(sampleState, undefined, () => sampleTime),
  localStack: localStackCare(),
  upstream: new URL('http://127.0.0.1:9'),
  composeHosts: [],
};

describe('the endpoint', () => {
  it('answers until it is closed, kept connections included', async () => {
    const endpoint = await startEndpoint(options, { host: '127.0.0.1', port: 0 });
    const url = `http://127.0.0.1:${endpoint.port}/_parity/status`;
    expect(await (await fetch(url)).json()).toMatchObject({ workloadDigest: null });
    await endpoint.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('says that its port is taken', async () => {
    const endpoint = await startEndpoint(options, { host: '127.0.0.1', port: 0 });
    const second = startEndpoint(options, { host: '127.0.0.1', port: endpoint.port });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await endpoint.close();
  });

  it('hands over what is to become a WebSocket, and answers other wishes for another protocol as usual', async () => {
    const taken: string[] = [];
    const upgrade = ({ url = '' }: IncomingMessage, socket: Duplex) => {
      taken.push(url);
      socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    };
    const endpoint = await startEndpoint(options, { host: '127.0.0.1', port: 0 }, upgrade);
    const ask = (path: string, protocol: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { connection: 'upgrade', upgrade: protocol };
        const asked = request({ host: '127.0.0.1', port: endpoint.port, path, headers });
        asked.on('response', ({ statusCode }) => resolve(statusCode));
        asked.on('upgrade', ({ statusCode }) => resolve(statusCode));
        asked.on('error', reject);
        asked.end();
      });
    expect(await ask('/_parity/status', 'h2c')).toBe(200);
    expect(await ask('/v1/data-channel/any', 'websocket')).toBe(101);
    expect(taken).toEqual(['/v1/data-channel/any']);
    await endpoint.close(0);
  });
});
