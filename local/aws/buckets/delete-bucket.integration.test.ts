import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleBucket } from '../../../definition/testing/examples.ts';
import { type DataStoreStage, openDataStoreStage } from '../../data-stores/testing/data-store-stage.ts';
import { deleteBucket } from './delete-bucket.ts';
import { ensureBucket } from './ensure-bucket.ts';

let stage: DataStoreStage;
let s3: Awaited<ReturnType<DataStoreStage['clients']['s3']>>;

beforeAll(async () => {
  stage = await openDataStoreStage(['minio']);
  s3 = await stage.clients.s3();
});
afterAll(() => stage?.close());

/** A versioned bucket with an object that was overwritten, and one that was deleted. */
async function filled(name: string): Promise<void> {
  await ensureBucket(s3, exampleBucket({ name, versioning: 'Enabled' }));
  for (const Body of ['one', 'two']) await s3.putObject({ Bucket: name, Key: 'a', Body });
  await s3.putObject({ Bucket: name, Key: 'b', Body: 'three' });
  await s3.deleteObject({ Bucket: name, Key: 'b' });
}

async function names(): Promise<readonly (string | undefined)[]> {
  return ((await s3.listBuckets()).Buckets ?? []).map(({ Name }) => Name);
}

test('a bucket that is not empty is kept, and the reason is given', async () => {
  await filled('kept');
  expect(await deleteBucket(s3, { name: 'kept', autoDeleteObjects: false })).toBe(
    'bucket kept was kept: it is not empty, so its deletion failed as on AWS',
  );
  expect(await names()).toContain('kept');
});

test('a bucket that is to be emptied is deleted with all versions of its objects', async () => {
  await filled('emptied');
  expect(await deleteBucket(s3, { name: 'emptied', autoDeleteObjects: true })).toBe('bucket emptied deleted');
  expect(await names()).not.toContain('emptied');
});

test('a bucket that was already deleted is not a failure', async () => {
  expect(await deleteBucket(s3, { name: 'gone', autoDeleteObjects: true })).toBe(
    'bucket gone is already gone',
  );
});
