import { z } from 'zod';
import { namedByIndexes } from '../../../registry/manifest.ts';
import type { NamedImage } from '../errors.ts';
import { type ImageFailure, imageId, imageWith, missingImage } from '../input/image-ids.ts';
import { findRepository, operation, repositoryMembers } from '../operation.ts';

const input = z.object({ ...repositoryMembers, imageIds: z.array(imageId).min(1).max(100) });

/**
 * By a digest the image goes with all of its tags, by a tag only the tag, and the image with its last one.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
 */
export const batchDeleteImage = operation(input, async (request, access) => {
  const { name } = findRepository(request, access);
  const imageIds: NamedImage[] = [];
  const failures: ImageFailure[] = [];
  for (const id of request.imageIds) {
    const { images } = await access.images.read(name);
    const image = imageWith(images, id);
    if (image === undefined) failures.push(missingImage(id));
    else if (id.imageTag === undefined && namedByIndexes(images).has(image.digest))
      failures.push(isNamed(id));
    else {
      await access.images.remove(name, id.imageTag === undefined ? image : { tag: id.imageTag });
      imageIds.push(...idsOf(id, image));
    }
  }
  return { imageIds, failures };
});

/** What is gone, with each tag. */
function idsOf(
  { imageTag }: NamedImage,
  { digest: imageDigest, tags }: { readonly digest: string; readonly tags: readonly string[] },
): readonly NamedImage[] {
  if (imageTag !== undefined) return [{ imageDigest, imageTag }];
  return tags.length === 0 ? [{ imageDigest }] : tags.map((tag) => ({ imageDigest, imageTag: tag }));
}

function isNamed(id: NamedImage): ImageFailure {
  return {
    imageId: id,
    failureCode: 'ImageReferencedByManifestList',
    failureReason: 'Requested image referenced by manifest list',
  };
}
