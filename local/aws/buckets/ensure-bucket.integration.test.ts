import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { S3 } from '../../../aws/s3-types.ts';
import type { Bucket } from '../../../definition/model/bucket.ts';
import { exampleBucket } from '../../../definition/testing/examples.ts';
import { type DataStoreStage, openDataStoreStage } from '../../data-stores/testing/data-store-stage.ts';
import { ensureBucket } from './ensure-bucket.ts';

let stage: DataStoreStage;
let s3: S3;
let bucket: Bucket;
let count = 0;

beforeAll(async () => {
  stage = await openDataStoreStage(['minio']);
  s3 = await stage.clients.s3();
});
afterAll(() => stage?.close());

beforeEach(() => {
  count += 1;
  bucket = { ...anyBucket(), name: `assets-${count}` };
});

function anyBucket(): Bucket {
  const [first] = stage.workload.buckets;
  if (first === undefined) throw new TypeError('The workload has no bucket.');
  return first;
}

test('a bucket is created once, and what the server does not support is named each time', async () => {
  const unhonoured = stage.s3Server === 'minio' ? [] : ['lifecycle'];
  expect(await ensureBucket(s3, bucket)).toEqual({ outcome: 'created', unhonoured });
  expect(await ensureBucket(s3, bucket)).toEqual({ outcome: 'present', unhonoured });
});

test('a versioned bucket keeps what is overwritten', async () => {
  await ensureBucket(s3, bucket);
  for (const Body of ['one', 'two']) await s3.putObject({ Bucket: bucket.name, Key: 'a', Body });
  const { Versions = [] } = await s3.listObjectVersions({ Bucket: bucket.name });
  expect(Versions.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([
    ['a', true],
    ['a', false],
  ]);
});

test('a bucket without settings in the template is created without versioning', async () => {
  const plain = exampleBucket({ name: bucket.name });
  expect(await ensureBucket(s3, plain)).toEqual({ outcome: 'created', unhonoured: [] });
  expect((await s3.getBucketVersioning({ Bucket: bucket.name })).Status).toBeUndefined();
});

test('a bucket is updated when versioning is added later, and when it is suspended', async () => {
  await ensureBucket(s3, exampleBucket({ name: bucket.name }));
  await ensureBucket(s3, bucket);
  expect((await s3.getBucketVersioning({ Bucket: bucket.name })).Status).toBe('Enabled');
  await ensureBucket(s3, { ...bucket, versioning: 'Suspended' });
  expect((await s3.getBucketVersioning({ Bucket: bucket.name })).Status).toBe('Suspended');
});

test('tags and the default retention of a bucket are those of the template', async () => {
  const objectLock = { defaultRetention: { mode: 'GOVERNANCE', days: 1 } } as const;
  await ensureBucket(s3, exampleBucket({ name: bucket.name, tags: { team: 'shop' }, objectLock }));
  const { TagSet } = await s3.getBucketTagging({ Bucket: bucket.name });
  expect(TagSet).toEqual([{ Key: 'team', Value: 'shop' }]);
  const { ObjectLockConfiguration } = await s3.getObjectLockConfiguration({ Bucket: bucket.name });
  expect(ObjectLockConfiguration?.Rule?.DefaultRetention).toMatchObject({ Mode: 'GOVERNANCE', Days: 1 });
});

test('a bucket answers a browser’s preflight as its CORS rules say', async ({ skip }) => {
  skip(stage.s3Server === 'minio', 'MinIO has CORS rules of the server only');
  const corsRules = [
    { allowedMethods: ['PUT'], allowedOrigins: ['https://shop.example'], maxAgeSeconds: 300 },
  ];
  await ensureBucket(s3, { ...bucket, corsRules });
  expect(await preflight('https://shop.example', 'PUT')).toEqual([200, 'https://shop.example', '300']);
  expect(await preflight('https://other.example', 'PUT')).toEqual([403, null, null]);
  expect(await preflight('https://shop.example', 'DELETE')).toEqual([403, null, null]);
});

test('a bucket keeps its objects when the server is killed', async () => {
  await ensureBucket(s3, bucket);
  await s3.putObject({ Bucket: bucket.name, Key: 'a', Body: 'kept' });
  await stage.kill('minio');
  await stage.start('minio');
  const { Body } = await s3.getObject({ Bucket: bucket.name, Key: 'a' });
  expect(await Body?.transformToString()).toBe('kept');
});

async function preflight(origin: string, method: string) {
  const { status, headers } = await fetch(`${stage.s3Keys.endpoint}/${bucket.name}/a`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method },
  });
  return [status, headers.get('access-control-allow-origin'), headers.get('access-control-max-age')];
}
