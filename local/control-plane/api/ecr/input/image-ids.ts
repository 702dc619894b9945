import { z } from 'zod';
import type { StoredImage } from '../../../registry/stored-image.ts';
import { imageNotFound, type NamedImage } from '../errors.ts';
import type { EcrAccess } from '../operation.ts';

/** An image by its tag, its digest or both. */
export const imageId = z.object({
  imageDigest: z
    .string()
    .regex(/^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/)
    .optional(),
  imageTag: z.string().min(1).max(300).optional(),
});

/** The image that a request names; undefined where none has both its tag and its digest. */
export function imageWith(
  images: readonly StoredImage[],
  { imageDigest, imageTag }: NamedImage,
): StoredImage | undefined {
  if (imageDigest === undefined && imageTag === undefined) return undefined;
  return images.find(
    ({ digest, tags }) =>
      (imageDigest === undefined || digest === imageDigest) &&
      (imageTag === undefined || tags.includes(imageTag)),
  );
}

/** The same. Raises `ImageNotFoundException`. */
export function requireImage(
  images: readonly StoredImage[],
  id: NamedImage,
  repository: string,
  { place }: EcrAccess,
): StoredImage {
  const found = imageWith(images, id);
  if (found === undefined) throw imageNotFound(id, repository, place.accountId);
  return found;
}

/** Why an operation could not be done for one of several images. */
export interface ImageFailure {
  readonly imageId: NamedImage;
  readonly failureCode: string;
  readonly failureReason: string;
}

/** The failure for an image that is not there, or that is not named. */
export function missingImage(id: NamedImage): ImageFailure {
  if (id.imageDigest === undefined && id.imageTag === undefined) {
    return {
      imageId: id,
      failureCode: 'MissingDigestAndTag',
      failureReason: 'Invalid request parameters: both tag and digest cannot be null',
    };
  }
  return { imageId: id, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' };
}
