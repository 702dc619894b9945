import { assetHeaders } from './asset-headers.ts';
import type { AssetStore, ListedObject } from './asset-store.ts';
import { assetsPrefix, contentsPrefix, forEachOf } from './bucket-layout.ts';
import { contentDigest } from './content-digest.ts';
import { hasContent } from './has-content.ts';
import { readOwedInvalidation } from './owed-invalidation.ts';
import { newestRelease } from './publication.ts';
import { readPublishedReleases, writePublishedRelease } from './published-releases.ts';

/** A style sheet, a script, a picture: its path below `/assets/`, and its content. */
export interface AssetFile {
  readonly path: string;
  readonly read: () => Promise<Uint8Array>;
}

/** A release by its name, which is the image's tag, and by its image. */
export interface ReleaseOfAssets {
  readonly release: string;
  readonly image: string;
}

/** What publishing brought to the bucket. */
export interface Publication {
  /** Assets with new names: they are served from now on. */
  readonly uploaded: number;
  /** Assets whose names had another content: `serveAssets` puts them in its place. */
  readonly waiting: number;
}

/**
 * Publishes the assets of a release before its tasks start. Nothing that earlier releases need is changed: a name that has
 * another content already gets its new one by `serveAssets`. An interrupted publication can be repeated.
 */
export async function publishAssets(
  store: AssetStore,
  { release, image }: ReleaseOfAssets,
  files: readonly AssetFile[],
  nowMs: number,
): Promise<Publication> {
  const [assets, contents] = await Promise.all([
    byKey(store.objectsBelow(assetsPrefix)),
    byKey(store.objectsBelow(contentsPrefix)),
  ]);
  const digests: Record<string, string> = {};
  let uploaded = 0;
  let waiting = 0;
  await forEachOf(files, async ({ path, read }) => {
    const [key, body] = [assetsPrefix + path, await read()];
    const digest = contentDigest(body);
    digests[key] = digest;
    const there = assets.get(key);
    if (there === undefined) {
      await store.put({ key, body, ...assetHeaders(path) });
      uploaded += 1;
    } else if (!(await hasContent(store, there, digest))) {
      const content = contentsPrefix + digest;
      if (!contents.has(content)) await store.put({ key: content, body, ...assetHeaders(path) });
      waiting += 1;
    }
  });
  // Only now: what is written down is there.
  const keys = files.map(({ path }) => assetsPrefix + path);
  await writePublishedRelease(store, {
    ...{ release, image, publishedAtMs: nowMs, keys, digests, isServed: false },
  });
  return { uploaded, waiting };
}

/** Whether all assets of a release are served already, and the edge knows: it is the one that was served last. */
export async function areAssetsServed(
  store: AssetStore,
  { release, image }: ReleaseOfAssets,
): Promise<boolean> {
  const newest = newestRelease(await readPublishedReleases(store));
  if (newest?.release !== release || newest.image !== image || !newest.isServed) return false;
  return (await readOwedInvalidation(store)) === undefined;
}

async function byKey(listed: Promise<readonly ListedObject[]>): Promise<ReadonlyMap<string, ListedObject>> {
  return new Map((await listed).map((object) => [object.key, object]));
}
