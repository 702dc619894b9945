import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { awsClients } from '../../../aws/clients.ts';
import { exampleBucket } from '../../../definition/testing/examples.ts';
import { ensureBucket } from './ensure-bucket.ts';

const rule = { status: 'Enabled', prefix: '', tags: {}, expirationDays: 1 } as const;

test('a part of the definition that the server does not support is named', async () => {
  const bucket = exampleBucket({ lifecycleRules: [rule], versioning: 'Enabled' });
  expect((await ensured(bucket, ['lifecycle'])).unhonoured).toEqual(['lifecycle']);
});

test('what the server does not have is not named where the definition does not ask for it', async () => {
  const everything = ['versioning', 'lifecycle', 'cors', 'ownershipControls', 'tagging', 'object-lock'];
  expect((await ensured(exampleBucket(), everything)).unhonoured).toEqual([]);
});

test('rules and tags that left the definition are removed', async () => {
  const { asked } = await ensured(exampleBucket(), []);
  expect(asked).toEqual([
    'HEAD ',
    'DELETE lifecycle',
    'DELETE cors',
    'PUT ownershipControls',
    'DELETE tagging',
  ]);
});

/** Ensures a bucket on a server that has it, and not the parts that are named. */
async function ensured(bucket: Parameters<typeof ensureBucket>[1], missing: readonly string[]) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    await request.toArray();
    const part = new URL(request.url ?? '/', 'http://s3').search.slice(1).split(/[=&]/)[0] ?? '';
    asked.push(`${request.method} ${part}`);
    response.writeHead(missing.includes(part) ? 501 : 200).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const endpoint = `http://127.0.0.1:${port}`;
  const s3 = await awsClients({ environment: 'local', endpoint, region: 'eu-west-1' }).s3();
  const { unhonoured } = await ensureBucket(s3, bucket);
  s3.destroy();
  server.close();
  return { unhonoured, asked };
}
