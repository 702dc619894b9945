import { expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { Secret } from '../../failure/secret.ts';
import { imageOf } from './testing/image-of.ts';
import { LoopbackS3 } from './testing/loopback-containers.ts';

test('the module of Testcontainers for MinIO starts whichever S3 server there is', async () => {
  await using server = await new LoopbackS3(await imageOf('s3'))
    .withUsername('clerk')
    .withPassword('long-enough')
    .start();
  const clients = awsClients({
    environment: 'local',
    endpoint: server.getConnectionUrl(),
    region: 'us-east-1',
    s3Credentials: {
      accessKeyId: server.getUsername(),
      secretAccessKey: new Secret(server.getPassword()),
    },
  });
  const s3 = await clients.s3();
  await s3.createBucket({ Bucket: 'pictures' });
  await s3.putBucketVersioning({ Bucket: 'pictures', VersioningConfiguration: { Status: 'Enabled' } });
  for (const Body of ['one', 'two']) await s3.putObject({ Bucket: 'pictures', Key: 'tea', Body });
  const { Body } = await s3.getObject({ Bucket: 'pictures', Key: 'tea' });
  expect(await Body?.transformToString()).toBe('two');
  expect((await s3.listObjectVersions({ Bucket: 'pictures' })).Versions).toHaveLength(2);
});
