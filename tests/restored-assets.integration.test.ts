import { afterAll, beforeAll, expect, test } from 'vitest';
import type { S3 } from '../aws/s3-types.ts';
import { exampleBucket } from '../definition/testing/examples.ts';
import { ensureBucket } from '../local/aws/buckets/ensure-bucket.ts';
import { type DataStoreStage, openDataStoreStage } from '../local/data-stores/testing/data-store-stage.ts';
import { carryOutRestore } from '../operations/asset-versions/carry-out-restore.ts';
import { planRestore, type WantedState } from '../operations/asset-versions/plan-restore.ts';
import { s3VersionStore } from '../operations/asset-versions/version-store.ts';

let stage: DataStoreStage;
let s3: S3;
const Bucket = 'restored';
const { signal } = new AbortController();

beforeAll(async () => {
  stage = await openDataStoreStage(['minio']);
  s3 = await stage.clients.s3();
  await ensureBucket(s3, exampleBucket({ name: Bucket, versioning: 'Enabled' }));
});
afterAll(() => stage?.close());

async function restore(range: { key: string } | { prefix: string }, wanted: WantedState) {
  const store = s3VersionStore(s3, Bucket);
  const plan = planRestore(await store.versions(range), wanted);
  await carryOutRestore(store, plan.restores, () => {}, signal);
  return plan;
}

async function read(Key: string) {
  const { Body, ContentType, Metadata } = await s3.getObject({ Bucket, Key });
  return { text: await Body?.transformToString(), ContentType, Metadata };
}

test('a deleted object is back with its content, type and metadata, and no version is gone', async () => {
  const Key = 'a b/ü+100%?.jpg';
  for (const Body of ['one', 'two']) {
    await s3.putObject({ Bucket, Key, Body, ContentType: 'image/jpeg', Metadata: { shop: 'x' } });
  }
  await s3.putObject({ Bucket, Key: `${Key}.other`, Body: 'other' });
  await s3.deleteObject({ Bucket, Key });
  await restore({ key: Key }, { kind: 'before deletion' });
  expect(await read(Key)).toEqual({ text: 'two', ContentType: 'image/jpeg', Metadata: { shop: 'x' } });
  const versions = await s3VersionStore(s3, Bucket).versions({ key: Key });
  expect(versions.filter(({ content }) => content === undefined)).toHaveLength(1);
  expect(versions.filter(({ content }) => content !== undefined)).toHaveLength(3);
});

test('an overwritten object is as one of its versions again, and a second restore changes nothing', async () => {
  const Key = 'logo.svg';
  const { VersionId: versionId = '' } = await s3.putObject({ Bucket, Key, Body: 'first' });
  await s3.putObject({ Bucket, Key, Body: 'second' });
  const wanted = { kind: 'version', versionId } as const;
  expect((await restore({ key: Key }, wanted)).restores).toHaveLength(1);
  expect((await read(Key)).text).toBe('first');
  expect((await restore({ key: Key }, wanted)).left).toEqual([{ key: Key, why: 'it is already so' }]);
});

test('everything below a prefix is as it was at a time, of more objects than a page of the server has', async () => {
  const keys = Array.from({ length: 1_010 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
  const put = async (some: readonly string[], Body: string) => {
    for (let index = 0; index < some.length; index += 50) {
      await Promise.all(some.slice(index, index + 50).map((Key) => s3.putObject({ Bucket, Key, Body })));
    }
  };
  await put(keys, 'before');
  const versions = await s3VersionStore(s3, Bucket).versions({ prefix: 'many/' });
  expect(new Set(versions.map(({ key }) => key)).size).toBe(1_010);
  const atMs = Math.max(...versions.map(({ modifiedMs }) => modifiedMs));
  const damaged = [keys[0], keys[500], keys[1_009]].filter((key) => key !== undefined);
  await put(damaged.slice(0, 1), 'after');
  for (const Key of damaged.slice(1)) await s3.deleteObject({ Bucket, Key });
  await s3.putObject({ Bucket, Key: 'many/new', Body: 'new' });
  const { restores, left } = await restore({ prefix: 'many/' }, { kind: 'at', atMs });
  expect(restores.map(({ version }) => version.key).toSorted()).toEqual(damaged);
  expect(left.filter(({ why }) => why === 'it did not exist then')).toEqual([
    { key: 'many/new', why: 'it did not exist then' },
  ]);
  expect(await Promise.all(damaged.map(async (key) => (await read(key)).text))).toEqual([
    'before',
    'before',
    'before',
  ]);
  expect((await read('many/new')).text).toBe('new');
});
