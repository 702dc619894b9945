import { areAssetsServed, publishAssets } from '../../../operations/release-assets/publish-assets.ts';
import type { Target } from '../../../operations/target.ts';
import { systemClock } from '../../../time/clock.ts';
import { withAssetsOfImage } from './assets-of-image.ts';
import { imageId } from './image-id.ts';
import { releaseAssetsPlace } from './release-assets-place.ts';

/** An image of the store, and the release that it is, by its tag. */
export interface StoreAssets {
  readonly image: string;
  readonly release: string;
  readonly signal: AbortSignal;
}

/**
 * Publishes the style sheets and scripts of an image of the store, before its tasks start, and says what was done. Raises
 * `STACK_OUTPUTS_UNREADABLE` and `NO_SUCH_IMAGE`.
 */
export async function publishStoreAssets(
  target: Target,
  { image, release, signal }: StoreAssets,
): Promise<string> {
  const place = await releaseAssetsPlace(target, signal);
  if (place === undefined) return 'the definition has no bucket for them';
  const of = { release, image: await imageId(image, signal) };
  if (await areAssetsServed(place.store, of)) return 'unchanged';
  return await withAssetsOfImage(
    image,
    async (files) => {
      const { uploaded, waiting } = await publishAssets(place.store, of, files, systemClock.now());
      if (files.length === 0) return 'the image has none in public/assets';
      const changed = waiting === 0 ? '' : `, ${waiting} to replace others of the same name`;
      return `${files.length} files, ${uploaded} of them new${changed}`;
    },
    signal,
  );
}
