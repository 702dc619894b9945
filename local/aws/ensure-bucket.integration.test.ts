import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { S3 } from '../../aws/s3-types.ts';
import type { Bucket } from '../../definition/model/data-stores.ts';
import { type DataStoreStage, openDataStoreStage } from '../data-stores/testing/data-store-stage.ts';
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

describe('a bucket of the template', () => {
  it('is made once, and what the server does not have is named each time', async () => {
    const unhonoured = stage.s3Server === 'minio' ? [] : ['lifecycle'];
    expect(await ensureBucket(s3, bucket)).toEqual({ outcome: 'created', unhonoured });
    expect(await ensureBucket(s3, bucket)).toEqual({ outcome: 'present', unhonoured });
  });

  it('keeps what is overwritten when it is versioned', async () => {
    await ensureBucket(s3, bucket);
    for (const Body of ['one', 'two']) await s3.putObject({ Bucket: bucket.name, Key: 'a', Body });
    const { Versions = [] } = await s3.listObjectVersions({ Bucket: bucket.name });
    expect(Versions.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([
      ['a', true],
      ['a', false],
    ]);
  });

  it('is not versioned where the template does not say so', async () => {
    expect(await ensureBucket(s3, { ...bucket, versioned: false, lifecycleRules: [] })).toEqual({
      outcome: 'created',
      unhonoured: [],
    });
    expect((await s3.getBucketVersioning({ Bucket: bucket.name })).Status).toBeUndefined();
  });

  it('is brought in line when versioning comes later', async () => {
    await ensureBucket(s3, { ...bucket, versioned: false });
    await ensureBucket(s3, bucket);
    expect((await s3.getBucketVersioning({ Bucket: bucket.name })).Status).toBe('Enabled');
  });

  it('answers other origins as its CORS rules say', async ({ skip }) => {
    skip(stage.s3Server === 'minio', 'MinIO has CORS rules of the server only');
    const corsRules = [{ AllowedMethods: ['PUT'], AllowedOrigins: ['https://shop.example'], MaxAge: 300 }];
    await ensureBucket(s3, { ...bucket, corsRules });
    const { CORSRules } = await s3.getBucketCors({ Bucket: bucket.name });
    expect(CORSRules).toMatchObject([
      { AllowedMethods: ['PUT'], AllowedOrigins: ['https://shop.example'], MaxAgeSeconds: 300 },
    ]);
  });

  it('has its objects after a kill of the server', async () => {
    await ensureBucket(s3, bucket);
    await s3.putObject({ Bucket: bucket.name, Key: 'a', Body: 'kept' });
    await stage.kill('minio');
    await stage.start('minio');
    const { Body } = await s3.getObject({ Bucket: bucket.name, Key: 'a' });
    expect(await Body?.transformToString()).toBe('kept');
  });
});
