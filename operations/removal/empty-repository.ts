import { allPages } from '../../aws/all-pages.ts';
import type { AwsClients } from '../../aws/clients.ts';
import { isNamed } from '../../failure/error-name.ts';

/** The most images that one request deletes. */
const batch = 100;

/**
 * Deletes all images of a repository, as AWS deletes none that has some. Gives how many; 0 where the repository is gone.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
 */
export async function emptyRepository(
  clients: Pick<AwsClients, 'ecr'>,
  repositoryName: string,
  signal: AbortSignal,
): Promise<number> {
  const ecr = await clients.ecr();
  const digests = new Set<string>();
  try {
    const ids = await allPages(async (nextToken) => {
      const page = await ecr.listImages({ repositoryName, ...(nextToken !== undefined && { nextToken }) });
      return { items: page.imageIds ?? [], next: page.nextToken };
    });
    // An image is listed once for each of its tags.
    for (const { imageDigest } of ids) if (imageDigest !== undefined) digests.add(imageDigest);
  } catch (error) {
    if (isNamed(error, 'RepositoryNotFoundException')) return 0;
    throw error;
  }
  const all = [...digests];
  for (let from = 0; from < all.length; from += batch) {
    signal.throwIfAborted();
    const imageIds = all.slice(from, from + batch).map((imageDigest) => ({ imageDigest }));
    await ecr.batchDeleteImage({ repositoryName, imageIds });
  }
  return all.length;
}
