import type { ImageDetails } from '../docker/engine.ts';
import { splitImageName } from '../docker/image-name.ts';
import { localAccountId } from '../environment/local-account.ts';

/** How many images are kept besides those in use, the newest first: for a quick way back to what ran before. */
const keptImages = 3;

/**
 * The images that are no longer needed, of all that were built here for one purpose. `inUse` has ids and
 * names. An image to which a user has given a name of their own is theirs.
 */
export function staleImages(
  images: readonly ImageDetails[],
  inUse: ReadonlySet<string>,
): readonly ImageDetails[] {
  const isUsed = ({ id, names }: ImageDetails) => [id, ...names].some((key) => inUse.has(key));
  return images
    .filter((image) => !isUsed(image))
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(keptImages)
    .filter(({ names }) => names.length > 0 && names.every(isOurs));
}

function isOurs(name: string): boolean {
  const { repository } = splitImageName(name);
  return repository.startsWith('spree-parity/') || repository.startsWith(`${localAccountId}.dkr.ecr.`);
}
