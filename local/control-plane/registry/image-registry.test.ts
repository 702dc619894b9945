import { expect, test } from 'vitest';
import type { Repository } from '../../../definition/model/ecr.ts';
import { inMemoryImages } from '../api/testing/in-memory-images.ts';
import type { BlobServer } from './blob-server.ts';
import { digestOf } from './manifest.ts';

const keepTwo = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 2 },
      action: { type: 'expire' },
    },
  ],
});
const repository: Repository = {
  logicalId: 'Images',
  name: 'shop',
  uri: 'ecr/shop',
  tagMutability: 'IMMUTABLE',
} as const;

function image(tag: string | undefined, content = tag) {
  const manifest = JSON.stringify({ config: { digest: `sha256:${content}`, size: 1 }, layers: [] });
  return { digest: digestOf(manifest), manifest, mediaType: 'image', tag };
}

/** A registry whose time passes with each call, and what its server was asked. */
function registry(changes: Partial<Repository> = {}, server: Partial<BlobServer> = {}) {
  const asked: string[] = [];
  let now = 0;
  const shop = { ...repository, ...changes };
  const images = inMemoryImages(
    () => now++,
    () => [shop],
    {
      putManifest: async ({ digest }) => {
        asked.push(`put ${digest}`);
        return { isTaken: true };
      },
      deleteManifest: async ({ digest }) => void asked.push(`delete ${digest}`),
      collectGarbage: async () => void asked.push('collect'),
      stop: async () => void asked.push('stop'),
      ...server,
    },
  );
  const tags = async () => (await images.read('shop')).images.flatMap((each) => each.tags);
  return { images, asked, tags, put: (what: ReturnType<typeof image>) => images.put(shop, what) };
}

test('a tag of an immutable repository names one image for good', async () => {
  const { put } = registry();
  expect(await put(image('a'))).toEqual({ kind: 'stored' });
  expect(await put(image('a'))).toEqual({ kind: 'isThere' });
  expect(await put(image('a', 'other'))).toEqual({ kind: 'tagTaken', digest: image('a').digest });
  expect(await put(image('b', 'a'))).toEqual({ kind: 'stored' });
});

test('of two pushes at once to one tag, one is refused', async () => {
  const { put } = registry();
  const kinds = await Promise.all([put(image('a')), put(image('a', 'other'))]);
  expect(kinds.map(({ kind }) => kind)).toEqual(['stored', 'tagTaken']);
});

test('a tag of a mutable repository moves, and the image that had it stays without one', async () => {
  const { put, images } = registry({ tagMutability: 'MUTABLE' });
  await put(image('a'));
  expect(await put(image('a', 'other'))).toEqual({ kind: 'stored' });
  const { images: all } = await images.read('shop');
  expect(all.map(({ digest, tags }) => [digest, tags])).toEqual([
    [image('a').digest, []],
    [image('a', 'other').digest, ['a']],
  ]);
});

test('an image whose layers are not there is refused, and not recorded', async () => {
  const { put, tags } = registry(
    {},
    {
      putManifest: async () => ({ isTaken: false, code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown' }),
    },
  );
  expect(await put(image('a'))).toEqual({
    kind: 'refused',
    code: 'MANIFEST_BLOB_UNKNOWN',
    message: 'blob unknown',
  });
  expect(await tags()).toEqual([]);
});

test('images expire with the next push that has a tag, and their layers go once it is quiet', async () => {
  const { put, tags, asked, images } = registry({ lifecyclePolicy: keepTwo });
  for (const tag of ['a', 'b', 'c']) await put(image(tag));
  expect(await tags()).toEqual(['b', 'c']);
  const before = asked.length;
  await images.tidyUp();
  await images.tidyUp();
  expect(asked.slice(before)).toEqual([`delete ${image('a').digest}`, 'collect', 'stop', 'stop']);
});

test('the platforms of an index that is being pushed do not expire before it is there', async () => {
  const { put, images } = registry({ lifecyclePolicy: keepTwo });
  for (const content of ['p1', 'p2', 'p3']) await put(image(undefined, content));
  expect((await images.read('shop')).images).toHaveLength(3);
});

test('an image that is pushed again after it has gone stays', async () => {
  const { put, images, asked } = registry();
  await put(image('a'));
  await images.remove('shop', { digest: image('a').digest });
  await put(image('a'));
  const before = asked.length;
  await images.tidyUp();
  expect(asked.slice(before)).toEqual(['stop']);
});

test('an image goes with its last tag', async () => {
  const { put, images, tags } = registry();
  await put(image('a'));
  await put(image('b', 'a'));
  await images.remove('shop', { tag: 'a' });
  expect(await tags()).toEqual(['b']);
  await images.remove('shop', { tag: 'b' });
  expect((await images.read('shop')).images).toEqual([]);
});

test('a tidying that fails is done again', async () => {
  let fails = true;
  const { put, images, asked } = registry(
    {},
    {
      collectGarbage: async () => {
        if (fails) throw new Error('busy');
        asked.push('collected');
      },
    },
  );
  await put(image('a'));
  await images.remove('shop', { tag: 'a' });
  await expect(images.tidyUp()).rejects.toThrow('busy');
  fails = false;
  await images.tidyUp();
  expect(asked).toContain('collected');
});
