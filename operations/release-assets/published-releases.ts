import { z } from 'zod';
import type { AssetStore } from './asset-store.ts';
import type { PublishedRelease } from './publication.ts';

const prefix = 'releases/';

const releaseSchema = z.object({
  release: z.string(),
  image: z.string().default(''),
  publishedAtMs: z.number(),
  keys: z.array(z.string()),
  digests: z.record(z.string(), z.string()).default({}),
  isServed: z.boolean().default(true),
});

/** The releases that the bucket has, in no order. */
export async function readPublishedReleases(store: AssetStore): Promise<readonly PublishedRelease[]> {
  const objects = await store.objectsBelow(prefix);
  const bodies = await Promise.all(objects.map(({ key }) => store.read(key)));
  return bodies.flatMap((body) =>
    body === undefined ? [] : releaseSchema.parse(JSON.parse(Buffer.from(body).toString('utf8'))),
  );
}

/** Writes down what a release has, in place of what was written of it before. */
export async function writePublishedRelease(store: AssetStore, published: PublishedRelease): Promise<void> {
  await store.put({
    ...{ key: publishedReleaseKey(published.release), body: JSON.stringify(published) },
    ...{ contentType: 'application/json', cacheControl: 'no-store' },
  });
}

/** Where it is written down. */
export function publishedReleaseKey(release: string): string {
  return `${prefix}${encodeURIComponent(release)}.json`;
}
