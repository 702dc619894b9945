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
/** Small, so that a few versions take several pages. */
const pageSize = 3;
const { signal } = new AbortController();

beforeAll(async () => {
  stage = await openDataStoreStage(['minio']);
  s3 = await stage.clients.s3();
  await ensureBucket(s3, exampleBucket({ name: Bucket, versioning: 'Enabled' }));
});
afterAll(() => stage?.close());

async function restore(range: { key: string } | { prefix: string }, wanted: WantedState) {
  const store = s3VersionStore(s3, Bucket, pageSize);
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

test('everything below a prefix is as it was at a time, of more versions than a page has', async () => {
  const keys = Array.from({ length: 7 }, (_, index) => `many/${index}`);
  for (const Key of keys) await s3.putObject({ Bucket, Key, Body: 'before' });
  const versions = await s3VersionStore(s3, Bucket, pageSize).versions({ prefix: 'many/' });
  expect(versions.map(({ key }) => key).toSorted()).toEqual(keys);
  const atMs = Math.max(...versions.map(({ modifiedMs }) => modifiedMs));
  await s3.putObject({ Bucket, Key: 'many/0', Body: 'after' });
  for (const Key of ['many/3', 'many/6']) await s3.deleteObject({ Bucket, Key });
  await s3.putObject({ Bucket, Key: 'many/new', Body: 'new' });
  const { restores, left } = await restore({ prefix: 'many/' }, { kind: 'at', atMs });
  const damaged = ['many/0', 'many/3', 'many/6'];
  expect(restores.map(({ version }) => version.key).toSorted()).toEqual(damaged);
  expect(left.filter(({ why }) => why === 'it did not exist then')).toEqual([
    { key: 'many/new', why: 'it did not exist then' },
  ]);
  expect(await Promise.all(damaged.map(async (key) => (await read(key)).text))).toEqual([
    ...['before', 'before', 'before'],
  ]);
  expect((await read('many/new')).text).toBe('new');
});

test('an object with more versions than S3 lists in one call is as the oldest one again', async () => {
  const Key = 'often overwritten.txt';
  const { VersionId: versionId = '' } = await s3.putObject({ Bucket, Key, Body: 'first' });
  for (let written = 0; written < 1008; written += 16) {
    await Promise.all(Array.from({ length: 16 }, () => s3.putObject({ Bucket, Key, Body: 'later' })));
  }
  const store = s3VersionStore(s3, Bucket);
  const versions = await store.versions({ key: Key });
  expect(new Set(versions.map((version) => version.versionId)).size).toBe(1009);
  const plan = planRestore(versions, { kind: 'version', versionId });
  await carryOutRestore(store, plan.restores, () => {}, signal);
  expect((await read(Key)).text).toBe('first');
});
