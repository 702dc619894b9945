import type { AssetStore, ListedObject } from './asset-store.ts';

/**
 * Whether an object has this content. Where its ETag is no digest of the content, what was written down with it tells; an
 * object with neither counts as another.
 */
export async function hasContent(
  store: Pick<AssetStore, 'digestOf'>,
  { key, etag }: ListedObject,
  digest: string,
): Promise<boolean> {
  return etag === digest || (await store.digestOf(key)) === digest;
}
