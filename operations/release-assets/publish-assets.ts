import mime from 'mime';
import type { AssetStore } from './asset-store.ts';
import { type PublishedRelease, planPublication } from './publication.ts';

/** A style sheet, a script, a picture: its path below `/assets/`, and its content. */
export interface AssetFile {
  readonly path: string;
  readonly read: () => Promise<Uint8Array>;
}

/** Where assets are, and the lists of what each release has. */
const assetsPrefix = 'assets/';
const releasesPrefix = 'releases/';

/** Digests in their names make assets immutable. */
const forGood = 'public, max-age=31536000, immutable';

/** Uploads that are under way at a time. */
const atOnce = 8;

/**
 * Publishes the assets of a release, and deletes those that no kept release needs; gives how many were uploaded and
 * deleted. An interrupted publication leaves what earlier releases need, and can be repeated.
 */
export async function publishAssets(
  store: AssetStore,
  release: string,
  files: readonly AssetFile[],
  nowMs: number,
): Promise<{ readonly uploaded: number; readonly deleted: number }> {
  const [keys, releases] = await Promise.all([store.keysBelow(assetsPrefix), readReleases(store)]);
  const published = { release, publishedAtMs: nowMs, keys: files.map(({ path }) => assetsPrefix + path) };
  const { missing, forgotten, unused } = planPublication(published, { releases, keys });
  const wanted = new Set(missing);
  await inGroups(
    files.filter(({ path }) => wanted.has(assetsPrefix + path)),
    async ({ path, read }) =>
      await store.put({
        ...{ key: assetsPrefix + path, body: await read() },
        ...{ contentType: mime.getType(path) ?? 'application/octet-stream', cacheControl: forGood },
      }),
  );
  // Only now: what is written down is there.
  await writeDown(store, published);
  await store.delete([...forgotten.map(releaseKey), ...unused]);
  return { uploaded: missing.length, deleted: unused.length };
}

/** Whether a release is the one that was published last, so that its assets are there. */
export async function isNewestRelease(store: AssetStore, release: string): Promise<boolean> {
  const releases = await readReleases(store);
  const [newest] = releases.toSorted((one, other) => other.publishedAtMs - one.publishedAtMs);
  return newest?.release === release;
}

async function readReleases(store: AssetStore): Promise<readonly PublishedRelease[]> {
  const keys = await store.keysBelow(releasesPrefix);
  return await Promise.all(keys.map((key) => store.readRelease(key)));
}

async function writeDown(store: AssetStore, published: PublishedRelease): Promise<void> {
  await store.put({
    ...{ key: releaseKey(published.release), body: JSON.stringify(published) },
    ...{ contentType: 'application/json', cacheControl: 'no-store' },
  });
}

function releaseKey(release: string): string {
  return `${releasesPrefix}${encodeURIComponent(release)}.json`;
}

async function inGroups<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let index = 0; index < items.length; index += atOnce) {
    await Promise.all(items.slice(index, index + atOnce).map(act));
  }
}
