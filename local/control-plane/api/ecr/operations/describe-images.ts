import { z } from 'zod';
import { imageId, requireImage } from '../input/image-ids.ts';
import { byDigest, pageMembers, pageOf } from '../input/paging.ts';
import { findRepository, operation, repositoryMembers } from '../operation.ts';
import { imageDetail } from '../shapes/image.ts';
import { hasTagStatus, tagFilter } from './tag-filter.ts';

const input = z.object({
  ...repositoryMembers,
  ...pageMembers,
  imageIds: z.array(imageId).min(1).max(100).optional(),
  filter: tagFilter,
});

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export const describeImages = operation(input, async (request, access) => {
  const repository = findRepository(request, access);
  const { images } = await access.images.read(repository.name);
  const { imageIds: ids, filter } = request;
  const asked =
    ids === undefined
      ? images.filter(hasTagStatus(filter))
      : [...new Set(ids.map((id) => requireImage(images, id, repository.name, access)))];
  const page = pageOf(byDigest(asked), request, ['images', repository.name, ids, filter]);
  return {
    imageDetails: await Promise.all(
      page.items.map((image) => imageDetail(image, images, repository, access)),
    ),
    nextToken: page.nextToken,
  };
});
