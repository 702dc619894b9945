import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { secretSource } from './secret-source.ts';

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** A source whose server answers every request with this error; without one, nobody listens. */
async function sourceThatAnswers(status: number | undefined, type = '') {
  server = createServer((_request, response) => {
    response.writeHead(status ?? 500, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify({ __type: type, message: 'no' }));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (status === undefined) await new Promise((resolve) => server?.close(resolve));
  const endpoint = `http://127.0.0.1:${port}`;
  const clients = awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' });
  return secretSource(() => clients);
}

test.each<[string, number | undefined, string]>([
  ['missing', 400, 'ParameterNotFound'],
  ['refused', 400, 'AccessDeniedException'],
  ['unreachable', 503, 'InternalFailure'],
  ['unreachable', undefined, ''],
])('a parameter is %s where the answer is %s %s', async (kind, status, type) => {
  const source = await sourceThatAnswers(status, type);
  await expect(source.parameter('/a')).rejects.toMatchObject({ code: 'SECRET_UNAVAILABLE', kind });
});

test('a secret is missing where Secrets Manager does not find it', async () => {
  const source = await sourceThatAnswers(400, 'ResourceNotFoundException');
  await expect(source.secretValue({ secretId: 'a' })).rejects.toMatchObject({ kind: 'missing' });
});
