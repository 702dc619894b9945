import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptReleases } from './publication.ts';
import { publishAssets } from './publish-assets.ts';
import { serveAssets } from './serve-assets.ts';
import { assetFiles, memoryBucket, memoryEdge } from './testing/memory-assets.ts';

type Contents = Readonly<Record<string, string>>;

/** A bucket and its edge, in which releases and rollbacks happen one after another. */
function assetsInMemory(faults: { fails?: (what: string) => void } = {}) {
  const bucket = memoryBucket({ beforeChange: (key) => faults.fails?.(key) });
  const edge = memoryEdge(bucket, () => faults.fails?.('edge'));
  let now = 0;
  const publish = async (release: string, contents: Contents) => {
    now += 1;
    return await publishAssets(bucket.store, { release, image: release }, assetFiles(contents), now);
  };
  const serve = async (release: string) => {
    now += 1;
    return await serveAssets(bucket.store, edge, release, now);
  };
  const release = async (name: string, contents: Contents) => {
    await publish(name, contents);
    return await serve(name);
  };
  return { ...bucket, edge, publish, serve, release };
}

test('a name whose content changed is replaced and invalidated, and nothing else is', async () => {
  const { edge, release } = assetsInMemory();
  const one = { 'logo.svg': 'old', 'same.svg': 's', 'store-11111111.css': '1' };
  expect(await release('one', one)).toMatchObject({ replaced: 0, invalidated: [] });
  for (const path of Object.keys(one)) edge.view(path);
  const two = { 'logo.svg': 'new', 'same.svg': 's', 'store-22222222.css': '2' };
  expect(await release('two', two)).toEqual({
    ...{ kind: 'served', replaced: 1, deleted: 0, invalidated: ['/assets/logo.svg'], isForgotten: true },
  });
  expect(edge.requests).toHaveLength(1);
  expect(edge.view('logo.svg')).toBe('new');
});

test('a release that changes no name makes no invalidation', async () => {
  const { edge, release } = assetsInMemory();
  await release('one', { 'logo.svg': 'same', 'store-11111111.css': '1' });
  await release('two', { 'logo.svg': 'same', 'store-22222222.css': '2' });
  expect(edge.requests).toEqual([]);
});

test('while a release rolls out, and after it failed, the running one has its contents', async () => {
  const { edge, release, publish, serve } = assetsInMemory();
  await release('one', { 'logo.svg': 'old' });
  await publish('two', { 'logo.svg': 'new' });
  expect(edge.view('logo.svg')).toBe('old');
  expect(await serve('one')).toMatchObject({ replaced: 0 });
  expect(edge.view('logo.svg')).toBe('old');
});

test('a rollback brings the contents of its release back, and going forward those of the other', async () => {
  const { edge, release, serve } = assetsInMemory();
  await release('one', { 'logo.svg': 'old' });
  edge.view('logo.svg');
  await release('two', { 'logo.svg': 'new' });
  edge.view('logo.svg');
  expect(await serve('one')).toMatchObject({ replaced: 1, invalidated: ['/assets/logo.svg'] });
  expect(edge.view('logo.svg')).toBe('old');
  expect(await serve('two')).toMatchObject({ replaced: 1 });
  expect(edge.view('logo.svg')).toBe('new');
});

test('a release of which nothing is kept leaves all as it is', async () => {
  const { objects, release, serve } = assetsInMemory();
  await release('one', { 'logo.svg': 'old' });
  const before = new Map(objects);
  expect(await serve('before-all')).toEqual({ kind: 'unknown' });
  expect(objects).toEqual(before);
});

test('the assets of the last releases stay, those of earlier ones go', async () => {
  const { objects, release } = assetsInMemory();
  for (let number = 1; number <= keptReleases + 1; number += 1) {
    const css = `${number}`.repeat(8);
    const served = await release(`r${number}`, { 'same.js': 's', [`store-${css}.css`]: css });
    expect(served).toMatchObject({ deleted: number > keptReleases ? 1 : 0, invalidated: [] });
  }
  expect(objects.has('assets/store-11111111.css')).toBe(false);
  expect(objects.has('assets/store-22222222.css')).toBe(true);
  expect(objects.has('assets/same.js')).toBe(true);
  expect([...objects.keys()].filter((key) => key.startsWith('releases/'))).toHaveLength(keptReleases);
});

test('a name that is deleted is invalidated, as it can come back with another content', async () => {
  const { edge, release } = assetsInMemory();
  await release('first', { 'banner.svg': 'old', 'store-11111111.css': '1' });
  edge.view('banner.svg');
  for (let number = 1; number < keptReleases; number += 1) await release(`r${number}`, { 'a.svg': 'a' });
  expect(await release('last', { 'a.svg': 'a' })).toMatchObject({ invalidated: ['/assets/banner.svg'] });
  await release('again', { 'banner.svg': 'new' });
  expect(edge.view('banner.svg')).toBe('new');
});

test('where tasks answer for assets themselves, the edge forgets all that it may have of the release before', async () => {
  const { release } = assetsInMemory();
  expect(await release('one', {})).toMatchObject({ invalidated: [] });
  expect(await release('two', {})).toMatchObject({ invalidated: ['/assets/*'] });
  expect(await release('three', { 'logo.svg': 'l' })).toMatchObject({ invalidated: ['/assets/*'] });
  expect(await release('four', { 'logo.svg': 'l' })).toMatchObject({ invalidated: [] });
});

test('a release that was recorded by an older version of the toolkit is gone back to as it is', async () => {
  const { store, release, serve } = assetsInMemory();
  const body = JSON.stringify({ release: 'old', publishedAtMs: 0, keys: ['assets/logo.svg'] });
  const headers = { contentType: 'application/json', cacheControl: 'no-store' };
  await store.put({ key: 'releases/old.json', body, ...headers });
  await release('one', { 'logo.svg': 'new' });
  expect(await serve('old')).toMatchObject({ replaced: 0, deleted: 0, invalidated: [] });
});

test('an invalidation that failed is made by the next run, once, with the same reference', async () => {
  const faults: { fails?: (what: string) => void } = {};
  const { edge, release, publish, serve } = assetsInMemory(faults);
  await release('one', { 'logo.svg': 'old' });
  edge.view('logo.svg');
  await publish('two', { 'logo.svg': 'new' });
  faults.fails = (what) => {
    if (what === 'edge') throw new Error('throttled');
  };
  await expect(serve('two')).rejects.toThrow('throttled');
  expect(edge.view('logo.svg')).toBe('old');
  delete faults.fails;
  await publish('two', { 'logo.svg': 'new' });
  expect(await serve('two')).toMatchObject({ replaced: 0, invalidated: ['/assets/logo.svg'] });
  expect(edge.view('logo.svg')).toBe('new');
  expect(await serve('two')).toEqual({ kind: 'unchanged' });
  expect(edge.requests).toHaveLength(1);
});

test('a run that dies after it was told is repeated with the reference that CloudFront knows', async () => {
  const faults: { fails?: (what: string) => void } = {};
  const { edge, release, publish, serve } = assetsInMemory(faults);
  await release('one', { 'logo.svg': 'old' });
  await publish('two', { 'logo.svg': 'new' });
  faults.fails = (what) => {
    if (what.startsWith('owed/') && edge.requests.length === 1) throw new Error('killed');
  };
  await expect(serve('two')).rejects.toThrow('killed');
  delete faults.fails;
  await serve('two');
  expect(edge.requests).toHaveLength(1);
});

test('a rollback that dies at its end is not taken for one that never began', async () => {
  const faults: { fails?: (what: string) => void } = {};
  const { edge, release, serve } = assetsInMemory(faults);
  await release('one', { 'logo.svg': 'old' });
  await release('two', { 'logo.svg': 'new' });
  faults.fails = (what) => {
    if (what.startsWith('releases/')) throw new Error('killed');
  };
  await expect(serve('one')).rejects.toThrow('killed');
  expect(edge.view('logo.svg')).toBe('old');
  delete faults.fails;
  expect(await serve('two')).toMatchObject({ replaced: 1 });
  expect(edge.view('logo.svg')).toBe('new');
});

test('whatever dies at whatever place, viewers get the contents of the release that was served last', async () => {
  const path = fc.constantFrom('a.css', 'b.css', 'c.svg');
  const content = fc.constantFrom('x', 'y', 'z');
  const step = fc.record({
    release: fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
    isRollback: fc.boolean(),
    diesAfter: fc.option(fc.nat(12), { nil: undefined }),
    viewed: fc.uniqueArray(path),
  });
  const images = fc.array(fc.dictionary(path, content, { minKeys: 1 }), { minLength: 7, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(images, fc.array(step, { minLength: 1, maxLength: 15 }), async (all, steps) => {
      const faults: { fails?: (what: string) => void } = {};
      const { objects, edge, release, serve } = assetsInMemory(faults);
      for (const { release: name, isRollback, diesAfter, viewed } of steps) {
        for (const each of viewed) edge.view(each);
        const contents = all[Number(name) - 1] ?? {};
        let left = diesAfter ?? Number.POSITIVE_INFINITY;
        faults.fails = () => {
          if (left <= 0) throw new Error('killed');
          left -= 1;
        };
        const done = isRollback ? serve(name) : release(name, contents);
        const served = await done.catch(() => undefined);
        if (served === undefined || served.kind === 'unknown') continue;
        for (const [each, body] of Object.entries(contents)) {
          expect(String(objects.get(`assets/${each}`)?.body)).toBe(body);
          expect(edge.view(each)).toBe(body);
        }
      }
    }),
    { numRuns: 500 },
  );
});
