import { z } from 'zod';
import { digestOf, readManifest } from '../../../registry/manifest.ts';
import { AwsError } from '../../aws-error.ts';
import { tagTakenMessage } from '../../registry/tag-taken.ts';
import { invalid } from '../errors.ts';
import { findRepository, operation, repositoryMembers } from '../operation.ts';
import { imageShape } from '../shapes/image.ts';

const input = z.object({
  ...repositoryMembers,
  imageManifest: z.string().min(1).max(4_194_304),
  imageManifestMediaType: z.string().optional(),
  imageTag: z
    .string()
    .regex(/^\w[\w.-]{0,127}$/)
    .optional(),
  imageDigest: z.string().optional(),
});

/**
 * Gives an image that is there a further tag, or takes a manifest whose layers are there.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 */
export const putImage = operation(input, async (request, access) => {
  const repository = findRepository(request, access);
  const { imageManifest: manifest, imageTag: tag, imageManifestMediaType } = request;
  const digest = digestOf(manifest);
  const mediaType = imageManifestMediaType ?? readManifest(manifest)?.mediaType;
  if (mediaType === undefined) {
    throw invalid("Invalid parameter at 'imageManifest' failed to satisfy constraint: 'Invalid JSON syntax'");
  }
  if ((request.imageDigest ?? digest) !== digest) throw digestDiffers(request.imageDigest ?? '', digest);
  const outcome = await access.images.put(repository, { digest, manifest, mediaType, tag });
  switch (outcome.kind) {
    case 'stored':
      return {
        image: imageShape(
          { digest, manifest, mediaType, tags: [], pushedAt: 0 },
          { imageTag: tag },
          repository,
          access,
        ),
      };
    case 'isThere':
      throw alreadyThere(digest, tag, repository.name, access.place.accountId);
    case 'tagTaken':
      throw new AwsError('ImageTagAlreadyExistsException', tagTakenMessage(repository.name, tag ?? ''));
    case 'refused':
      throw refused(outcome.code, outcome.message);
  }
});

function alreadyThere(digest: string, tag: string | undefined, repository: string, registryId: string) {
  const named = tag === undefined ? `digest '${digest}'` : `digest '${digest}' and tag '${tag}'`;
  return new AwsError(
    'ImageAlreadyExistsException',
    `Image with ${named} already exists in the repository with name '${repository}' in registry with id '${registryId}'`,
  );
}

function digestDiffers(asked: string, digest: string): AwsError {
  return new AwsError(
    'ImageDigestDoesNotMatchException',
    `The specified image digest '${asked}' does not match the digest of the image manifest '${digest}'`,
  );
}

function refused(code: string, message: string): AwsError {
  return code === 'MANIFEST_BLOB_UNKNOWN'
    ? new AwsError('LayersNotFoundException', `The specified layers could not be found: ${message}`)
    : invalid(`Invalid parameter at 'imageManifest' failed to satisfy constraint: '${message}'`);
}
