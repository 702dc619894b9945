import { expect, test } from 'vitest';
import type { AssetStore, StoredObject } from './asset-store.ts';
import { keptReleases } from './publication.ts';
import { publishAssets } from './publish-assets.ts';

/** A bucket in memory; uploads of `failing` keys fail. */
function memoryStore(failing: ReadonlySet<string> = new Set()) {
  const objects = new Map<string, StoredObject>();
  const store: AssetStore = {
    keysBelow: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)),
    put: async (object) => {
      if (failing.has(object.key)) throw new Error(`no upload of ${object.key}`);
      objects.set(object.key, object);
    },
    delete: async (keys) => {
      for (const key of keys) objects.delete(key);
    },
    readRelease: async (key) => JSON.parse(String(objects.get(key)?.body)),
  };
  return { objects, store };
}

const files = (...paths: readonly string[]) =>
  paths.map((path) => ({ path, read: async () => Buffer.from(`content of ${path}`) }));

test('an asset has the type of its name, and is for good', async () => {
  const { objects, store } = memoryStore();
  await publishAssets(store, 'one', files('store-1a2b.css', 'icons/cart-3c4d.svg', 'unknown'), 1);
  expect(objects.get('assets/store-1a2b.css')).toMatchObject({
    contentType: 'text/css',
    cacheControl: 'public, max-age=31536000, immutable',
  });
  expect(objects.get('assets/icons/cart-3c4d.svg')?.contentType).toBe('image/svg+xml');
  expect(objects.get('assets/unknown')?.contentType).toBe('application/octet-stream');
  expect(String(objects.get('assets/unknown')?.body)).toBe('content of unknown');
});

test('a release uploads only what is new, and the assets of the last releases stay', async () => {
  const { objects, store } = memoryStore();
  for (let number = 1; number <= keptReleases + 1; number += 1) {
    const published = await publishAssets(store, `r${number}`, files('same.js', `r${number}.css`), number);
    expect(published.uploaded).toBe(number === 1 ? 2 : 1);
    expect(published.deleted).toBe(number > keptReleases ? 1 : 0);
  }
  expect(objects.has('assets/r1.css')).toBe(false);
  expect(objects.has('assets/r2.css')).toBe(true);
  expect(objects.has('assets/same.js')).toBe(true);
  expect([...objects.keys()].filter((key) => key.startsWith('releases/'))).toHaveLength(keptReleases);
});

test('a publication that fails leaves what the release before has, and is not written down', async () => {
  const failing = new Set<string>();
  const { objects, store } = memoryStore(failing);
  await publishAssets(store, 'one', files('one.css'), 1);
  failing.add('assets/two.css');
  await expect(publishAssets(store, 'two', files('two.css', 'also-two.js'), 2)).rejects.toThrow('two.css');
  expect(objects.has('assets/one.css')).toBe(true);
  expect(objects.has('releases/two.json')).toBe(false);
  failing.clear();
  expect(await publishAssets(store, 'two', files('two.css', 'also-two.js'), 3)).toEqual({
    uploaded: 1,
    deleted: 0,
  });
});

test('the name of a release may be that of an image', async () => {
  const { objects, store } = memoryStore();
  await publishAssets(store, 'sha256:0f/1e', files('a.css'), 1);
  expect([...objects.keys()]).toContain('releases/sha256%3A0f%2F1e.json');
});
