import { z } from 'zod';
import { pageMembers, pageOf } from '../input/paging.ts';
import { findRepository, operation, repositoryMembers } from '../operation.ts';
import { hasTagStatus, tagFilter } from './tag-filter.ts';

const input = z.object({ ...repositoryMembers, ...pageMembers, filter: tagFilter });

/**
 * One id for each tag.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html
 */
export const listImages = operation(input, async (request, access) => {
  const repository = findRepository(request, access);
  const { images } = await access.images.read(repository.name);
  const ids = images.filter(hasTagStatus(request.filter)).flatMap(({ digest: imageDigest, tags }) => {
    const untagged = [{ key: imageDigest, item: { imageDigest } }];
    const tagged = tags.map((imageTag) => ({
      key: `${imageDigest} ${imageTag}`,
      item: { imageDigest, imageTag },
    }));
    return tags.length === 0 ? untagged : tagged;
  });
  const page = pageOf<object>(ids, request, ['ids', repository.name, request.filter]);
  return { imageIds: page.items, nextToken: page.nextToken };
});
