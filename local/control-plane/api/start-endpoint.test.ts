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
});
