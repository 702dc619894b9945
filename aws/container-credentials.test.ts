import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3 } from '@aws-sdk/client-s3';
import { afterEach, expect, it, vi } from 'vitest';
import { Secret } from '../failure/secret.ts';
import { answerCredentials } from '../local/control-plane/task-endpoint/credentials/answer-credentials.ts';
import { credentialStore } from '../local/control-plane/task-endpoint/credentials/credential-store.ts';

const minute = 60_000;
const start = Date.parse('2026-01-01T00:00:00Z');
let server: Server | undefined;

afterEach(() => {
  server?.close();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** The endpoint of a task, with keys that last an hour. */
async function startEndpoint(): Promise<string> {
  let issued = 0;
  const issue = async () => ({
    accessKeyId: `key-${++issued}`,
    secretAccessKey: new Secret('hush'),
    sessionToken: new Secret('token'),
    expiration: Date.now() + 60 * minute,
  });
  const options = { now: Date.now, onUnconfirmed: () => undefined };
  const store = credentialStore({ issue, confirm: async () => undefined }, options);
  const asker = { taskId: 'task', roleArn: 'arn:aws:iam::000000000000:role/web' };
  server = createServer(async (_, response) => {
    const { status, body } = await answerCredentials(asker, store);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('gives the SDK for JavaScript newer keys before those that it has expire', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: start });
  for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
    vi.stubEnv(name, undefined);
  for (const name of ['AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE']) vi.stubEnv(name, '/dev/null');
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', await startEndpoint());
  const s3 = new S3({ region: 'ap-southeast-1' });
  const keysAt = async (minutes: number) => {
    vi.setSystemTime(start + minutes * minute);
    const { accessKeyId, expiration } = await s3.config.credentials();
    return [accessKeyId, ((expiration?.getTime() ?? 0) - start) / minute];
  };
  for (const minutes of [0, 40, 54]) expect(await keysAt(minutes)).toEqual(['key-1', 60]);
  // In the last five minutes it asks again, and keeps using what it has meanwhile.
  await vi.waitFor(async () => expect(await keysAt(56)).toEqual(['key-2', 116]));
  for (const minutes of [59, 61, 110]) expect(await keysAt(minutes)).toEqual(['key-2', 116]);
});
