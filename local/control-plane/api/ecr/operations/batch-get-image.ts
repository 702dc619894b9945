import { z } from 'zod';
import { imageId, imageWith, missingImage } from '../input/image-ids.ts';
import { findRepository, operation, repositoryMembers } from '../operation.ts';
import { imageShape } from '../shapes/image.ts';

const input = z.object({ ...repositoryMembers, imageIds: z.array(imageId).min(1).max(100) });

/**
 * Each manifest as it was pushed, whatever media types are accepted.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html
 */
export const batchGetImage = operation(input, async (request, access) => {
  const repository = findRepository(request, access);
  const { images: all } = await access.images.read(repository.name);
  const images = request.imageIds.flatMap((id) => {
    const image = imageWith(all, id);
    return image === undefined ? [] : [imageShape(image, id, repository, access)];
  });
  const failures = request.imageIds.filter((id) => imageWith(all, id) === undefined).map(missingImage);
  return { images, failures };
});
