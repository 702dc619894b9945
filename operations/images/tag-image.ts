import { Failure } from '../../failure/failure.ts';
import type { Target } from '../target.ts';
import { tagTaken } from './push-image.ts';
import { findPushedImage } from './pushed-image.ts';
import { storeRepositoryName } from './store-repository.ts';

/** A further tag for an image that the repository has. */
export interface ImageTag {
  readonly digest: string;
  readonly tag: string;
  /** The store's own when absent. */
  readonly repository?: string;
}

/**
 * Gives an image of the repository a further tag; does nothing where it has that already. Raises `NO_SUCH_IMAGE`, and
 * `TAG_TAKEN` where the tag names another image.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-retag.html
 */
export async function tagImage(target: Target, { digest, tag, ...given }: ImageTag): Promise<void> {
  const repositoryName = given.repository ?? storeRepositoryName(target);
  const image = await findPushedImage(target, repositoryName, { imageDigest: digest });
  if (image === undefined) {
    throw new Failure('NO_SUCH_IMAGE', `The repository ${repositoryName} has no image ${digest}`, {
      hint: 'It may have expired: push it again.',
    });
  }
  const holder = await findPushedImage(target, repositoryName, { imageTag: tag });
  if (holder?.digest === digest) return;
  if (holder !== undefined) throw tagTaken(tag, repositoryName, holder.digest);
  const ecr = await target.clients.ecr();
  const { manifest: imageManifest, mediaType } = image;
  try {
    await ecr.putImage({
      ...{ repositoryName, imageTag: tag, imageDigest: digest, imageManifest },
      ...(mediaType === undefined ? {} : { imageManifestMediaType: mediaType }),
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    // Somebody else was quicker.
    if (name === 'ImageAlreadyExistsException') return;
    if (name === 'ImageTagAlreadyExistsException') throw tagTaken(tag, repositoryName, undefined, error);
    throw error;
  }
}
