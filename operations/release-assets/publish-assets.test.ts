import { expect, test } from 'vitest';
import { areAssetsServed, publishAssets } from './publish-assets.ts';
import { serveAssets } from './serve-assets.ts';
import { assetFiles, memoryBucket, memoryEdge } from './testing/memory-assets.ts';

const named = (release: string) => ({ release, image: `sha256:${release}` });

test('an asset has the type of its name, and is for good where the name has a digest of the content', async () => {
  const { objects, store } = memoryBucket();
  const files = assetFiles({ 'store-1a2b3c4d.css': 'a', 'icons/cart.svg': 'b', unknown: 'c' });
  await publishAssets(store, named('one'), files, 1);
  expect(objects.get('assets/store-1a2b3c4d.css')).toMatchObject({
    contentType: 'text/css',
    cacheControl: 'public, max-age=31536000, immutable',
  });
  expect(objects.get('assets/icons/cart.svg')).toMatchObject({
    contentType: 'image/svg+xml',
    cacheControl: 'public, max-age=300, s-maxage=31536000',
  });
  expect(objects.get('assets/unknown')?.contentType).toBe('application/octet-stream');
  expect(String(objects.get('assets/unknown')?.body)).toBe('c');
});

test('a release uploads only what is new, and changes nothing that the running one has', async () => {
  const bucket = memoryBucket();
  await publishAssets(bucket.store, named('one'), assetFiles({ 'logo.svg': 'old', 'same.js': 's' }), 1);
  const before = new Map(bucket.objects);
  const files = assetFiles({ 'logo.svg': 'new', 'same.js': 's', 'two.css': 't' });
  expect(await publishAssets(bucket.store, named('two'), files, 2)).toEqual({ uploaded: 1, waiting: 1 });
  for (const [key, object] of before) expect(bucket.objects.get(key)).toBe(object);
  expect(String(bucket.objects.get('assets/two.css')?.body)).toBe('t');
});

test('contents are compared by the listing alone, and by what is written down with an object whose ETag is no digest', async () => {
  const plain = memoryBucket();
  const inParts = memoryBucket({ etagOf: () => '9b2cf535f27731c974343645a3985328-2' });
  const files = assetFiles({ 'a.css': 'a', 'b.css': 'b' });
  for (const { store, asked } of [plain, inParts]) {
    await publishAssets(store, named('one'), files, 1);
    expect(await publishAssets(store, named('two'), files, 2)).toEqual({ uploaded: 0, waiting: 0 });
    expect(asked).toEqual(asked.length === 0 ? [] : ['assets/a.css', 'assets/b.css']);
  }
  expect([plain.asked.length, inParts.asked.length]).toEqual([0, 2]);
});

test('a publication that fails leaves what the release before has, and is not written down', async () => {
  const failing = new Set<string>();
  const { objects, store } = memoryBucket({
    beforeChange: (key) => {
      if (failing.has(key)) throw new Error(`no upload of ${key}`);
    },
  });
  await publishAssets(store, named('one'), assetFiles({ 'one.css': '1' }), 1);
  failing.add('assets/two.css');
  const files = assetFiles({ 'two.css': '2', 'also-two.js': '2' });
  await expect(publishAssets(store, named('two'), files, 2)).rejects.toThrow('two.css');
  expect(objects.has('assets/one.css')).toBe(true);
  expect(objects.has('releases/two.json')).toBe(false);
  failing.clear();
  expect(await publishAssets(store, named('two'), files, 3)).toEqual({ uploaded: 1, waiting: 0 });
});

test('the name of a release may be that of an image', async () => {
  const { objects, store } = memoryBucket();
  await publishAssets(store, named('sha256:0f/1e'), assetFiles({ 'a.css': 'a' }), 1);
  expect([...objects.keys()]).toContain('releases/sha256%3A0f%2F1e.json');
});

test('a release counts as served once it was, with the same image, and until another one is', async () => {
  const bucket = memoryBucket();
  const edge = memoryEdge(bucket);
  const serve = async (release: string, atMs: number) => {
    await publishAssets(bucket.store, named(release), assetFiles({ [`${release}.css`]: release }), atMs);
    await serveAssets(bucket.store, edge, release, atMs + 1);
  };
  await publishAssets(bucket.store, named('one'), assetFiles({ 'one.css': 'one' }), 1);
  expect(await areAssetsServed(bucket.store, named('one'))).toBe(false);
  await serve('one', 2);
  expect(await areAssetsServed(bucket.store, named('one'))).toBe(true);
  expect(await areAssetsServed(bucket.store, { release: 'one', image: 'sha256:rebuilt' })).toBe(false);
  await serve('two', 4);
  expect(await areAssetsServed(bucket.store, named('one'))).toBe(false);
});
