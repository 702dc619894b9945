import type { ImageDetails } from '../docker/engine.ts';
import { splitImageName } from '../docker/image-name.ts';
import { localAccountId } from '../environment/local-account.ts';

/** How many images are kept besides those in use, the newest first: for a quick way back to what ran before. */
export const keptImages = 3;

type NamedImage = Pick<ImageDetails, 'id' | 'names' | 'createdAt'>;

/**
 * The images that are no longer needed, of all that were built here for one purpose. `inUse` has ids and
 * names. An image to which a user has given a name of their own is theirs.
 */
export function staleImages<Image extends NamedImage>(
  images: readonly Image[],
  inUse: ReadonlySet<string>,
  kept: number = keptImages,
): readonly Image[] {
  return unusedImages(images, inUse)
    .slice(kept)
    .filter(({ names }) => names.length > 0 && names.every(isOwnName));
}

/** Those that are used neither by their id nor by one of their names, the newest first. */
export function unusedImages<Image extends NamedImage>(
  images: readonly Image[],
  inUse: ReadonlySet<string>,
): readonly Image[] {
  const isUsed = ({ id, names }: Image) => [id, ...names].some((key) => inUse.has(key));
  return images
    .filter((image) => !isUsed(image))
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Whether the toolkit gives names like this one. */
export function isOwnName(name: string): boolean {
  return name.startsWith('spree-parity/') || isAlias(name);
}

/**
 * Whether it is a second name, which an image of the store gets for tasks of the local environment, to be pushed to its
 * registry, or to be pushed to ECR.
 */
function isAlias(name: string): boolean {
  const { repository } = splitImageName(name);
  return (
    repository.startsWith(`${localAccountId}.dkr.ecr.`) ||
    /^(?:\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|127\.0\.0\.1:\d+)\/spree-/.test(repository)
  );
}

/** The second names of an image that has another one besides. */
export function secondNames({ names }: Pick<NamedImage, 'names'>): readonly string[] {
  const aliases = names.filter(isAlias);
  return aliases.length < names.length ? aliases : [];
}
