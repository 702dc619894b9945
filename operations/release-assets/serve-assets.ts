import { assetHeaders, isNamedByDigest } from './asset-headers.ts';
import type { AssetStore, ListedObject } from './asset-store.ts';
import { assetsPrefix, contentsPrefix, forEachOf, owedKey } from './bucket-layout.ts';
import { contentDigest } from './content-digest.ts';
import { hasContent } from './has-content.ts';
import { allAssets, invalidationPaths, withinLimit } from './invalidation-paths.ts';
import { oweInvalidation, readOwedInvalidation } from './owed-invalidation.ts';
import { newestRelease, type PublishedRelease, planCleaning } from './publication.ts';
import { publishedReleaseKey, readPublishedReleases, writePublishedRelease } from './published-releases.ts';
import type { ViewerCache } from './viewer-cache.ts';

/** What became of the assets of a release that the services run. */
export type ServedAssets =
  /** Nothing had to change. */
  | { readonly kind: 'unchanged' }
  /** The bucket knows nothing of the release: the tasks answer for its assets. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'served';
      /** Assets that got another content under their name. */
      readonly replaced: number;
      readonly deleted: number;
      /** What the edge was told to forget. */
      readonly invalidated: readonly string[];
      /** Whether it has done so everywhere. */
      readonly isForgotten: boolean;
    };

/**
 * Brings names whose content differs to a release that the services run, one that was gone back to as well, has the edge
 * forget what it kept of them, and deletes what no kept release needs. What is cut short is made up for by the next run, of
 * this release or of another. Raises `EDGE_NOT_INVALIDATED`.
 */
export async function serveAssets(
  store: AssetStore,
  cache: ViewerCache | undefined,
  release: string,
  nowMs: number,
): Promise<ServedAssets> {
  const releases = await readPublishedReleases(store);
  const published = releases.find((each) => each.release === release);
  if (published === undefined) return { kind: 'unknown' };
  if (published.isServed && newestRelease(releases) === published) {
    if ((await readOwedInvalidation(store)) === undefined) return { kind: 'unchanged' };
  }
  const [assets, kept] = await Promise.all([
    store.objectsBelow(assetsPrefix),
    store.objectsBelow(contentsPrefix),
  ]);
  const contents = kept.map(({ key }) => key.slice(contentsPrefix.length));
  const replaced = await differing(store, published, { assets, contents });
  const cleaning = planCleaning(published, { releases, keys: assets.map(({ key }) => key), contents });
  // A name that comes back later may do so with another content.
  const gone = cleaning.unused.filter((key) => !isNamedByDigest(key));
  const paths = isServedByTasks(published, releases)
    ? [allAssets]
    : invalidationPaths([...replaced, ...gone]);
  // It also marks the bucket as being changed: until the very end, no release counts as served.
  const owed = await oweInvalidation(store, paths);
  await forEachOf(replaced, (key) => replace(store, key, published, contents));
  await store.delete([
    ...cleaning.forgotten.map(publishedReleaseKey),
    ...cleaning.unused,
    ...cleaning.unusedContents.map((digest) => contentsPrefix + digest),
  ]);
  const invalidated = cache === undefined ? [] : withinLimit(owed?.paths ?? []);
  const isForgotten =
    owed === undefined || (await cache?.invalidate({ ...owed, paths: [...invalidated] })) !== false;
  await writePublishedRelease(store, { ...published, publishedAtMs: nowMs, isServed: true });
  if (owed !== undefined) await store.delete([owedKey]);
  return {
    ...{ kind: 'served', replaced: replaced.length, deleted: cleaning.unused.length },
    ...{ invalidated, isForgotten },
  };
}

/** Keys of assets that have another content than the release's, where that is at hand. */
async function differing(
  store: AssetStore,
  { digests }: PublishedRelease,
  there: { readonly assets: readonly ListedObject[]; readonly contents: readonly string[] },
): Promise<readonly string[]> {
  const known = new Set(there.contents);
  const found: string[] = [];
  await forEachOf(there.assets, async (object) => {
    const digest = digests[object.key];
    if (digest === undefined || !known.has(digest)) return;
    if (!(await hasContent(store, object, digest))) found.push(object.key);
  });
  return found.toSorted();
}

/** Puts the release's content in the place of the present one, which is kept for a rollback. */
async function replace(
  store: AssetStore,
  key: string,
  { digests }: PublishedRelease,
  contents: readonly string[],
): Promise<void> {
  const [before, body] = await Promise.all([store.read(key), store.read(contentsPrefix + digests[key])]);
  if (body === undefined) return;
  const headers = assetHeaders(key);
  const digest = before === undefined ? undefined : contentDigest(before);
  if (before !== undefined && digest !== undefined && !contents.includes(digest)) {
    await store.put({ key: contentsPrefix + digest, body: before, ...headers });
  }
  await store.put({ key, body, ...headers });
}

/**
 * Whether tasks answer for assets, as the image has none that could be published: then nobody knows what is another one, and
 * the edge keeps what it was given for as long as the store said.
 */
function isServedByTasks(published: PublishedRelease, releases: readonly PublishedRelease[]): boolean {
  const before = newestRelease(releases.filter((each) => each !== published && each.isServed));
  return before !== undefined && (published.keys.length === 0 || before.keys.length === 0);
}
