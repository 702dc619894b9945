import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Failure } from '../../../failure/failure.ts';
import { startRefusingEndpoint } from '../../control-plane/api/refusing-endpoint.ts';
import { controlPlaneClient } from './control-plane-client.ts';

const newer = new Failure('STATE_NEWER', 'The state has version 9.', { hint: 'Use that checkout.' });

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('a control plane that cannot run tells every client why', async () => {
  const server = await startRefusingEndpoint(newer, { host: '127.0.0.1', port: 0 });
  const client = controlPlaneClient(portOf(server.address()));
  const said = { code: newer.code, message: newer.message, hint: newer.hint };
  try {
    await expect(client.isReady()).rejects.toMatchObject(said);
    expect(await client.isHealthy()).toBe(false);
    await expect(client.status()).rejects.toMatchObject(said);
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

test('one that is not there is not healthy', async () => {
  const server = await startRefusingEndpoint(newer, { host: '127.0.0.1', port: 0 });
  const port = portOf(server.address());
  server.close();
  await once(server, 'close');
  expect(await controlPlaneClient(port).isHealthy()).toBe(false);
});
