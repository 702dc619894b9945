import { z } from 'zod';
import { s3AssetStore } from '../../../operations/release-assets/asset-store.ts';
import { isNewestRelease, publishAssets } from '../../../operations/release-assets/publish-assets.ts';
import { readStackOutputs } from '../../../operations/stack-outputs.ts';
import type { Target } from '../../../operations/target.ts';
import { systemClock } from '../../../time/clock.ts';
import { withAssetsOfImage } from './assets-of-image.ts';

/** A definition without such a bucket serves assets in another way. */
const outputsSchema = z.object({ ReleaseAssetsBucketName: z.string().optional() });

/**
 * Publishes the style sheets and scripts of an image of the store, before its tasks start, and says what was done. `release`
 * is what the image is known by, such as its tag or id. Raises `STACK_OUTPUTS_UNREADABLE`.
 */
export async function publishStoreAssets(
  target: Target,
  {
    image,
    release,
    signal,
  }: { readonly image: string; readonly release: string; readonly signal: AbortSignal },
): Promise<string> {
  const { ReleaseAssetsBucketName: bucket } = await readStackOutputs(target, outputsSchema);
  if (bucket === undefined) return 'the definition has no bucket for them';
  const store = s3AssetStore(await target.clients.s3(), bucket);
  if (await isNewestRelease(store, release)) return 'unchanged';
  return await withAssetsOfImage(
    image,
    async (files) => {
      const { uploaded, deleted } = await publishAssets(store, release, files, systemClock.now());
      if (files.length === 0) return 'the image has none in public/assets';
      return `${files.length} files, ${uploaded} of them new${deleted === 0 ? '' : `, ${deleted} old ones deleted`}`;
    },
    signal,
  );
}
