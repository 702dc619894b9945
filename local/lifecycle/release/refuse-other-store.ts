import { Failure } from '../../../failure/failure.ts';
import type { ImageDetails } from '../../docker/engine.ts';
import { imageVersionLabel } from '../../images/image-definition.ts';
import { isOfCheckout, type StoreChoice } from '../../images/store-image.ts';

/**
 * Refuses an image that the registry has by a commit's tag and that is of the other store of the checkout: the demo store and
 * Spree have the same commit. An image that does not say which store it is of is taken. Raises `TAG_TAKEN`.
 */
export function refuseOtherStore(
  store: Pick<StoreChoice, 'kind'>,
  details: Pick<ImageDetails, 'labels'> | undefined,
  tag: string,
): void {
  const kind = details?.labels[imageVersionLabel];
  if (!isOfCheckout(store) || kind === undefined || kind === store.kind) return;
  throw new Failure(
    'TAG_TAKEN',
    `The registry has an image of the store '${kind}' by the tag ${tag}, and what is released is '${store.kind}'`,
    {
      hint: 'A tag names one image for good, and on AWS it is that of the commit: make another commit, or release the same store as before (STORE_KIND).',
    },
  );
}
