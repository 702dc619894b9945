import { z } from 'zod';
import { isScannable } from '../../../registry/scan/image-scans.ts';
import { AwsError } from '../../aws-error.ts';
import { imageId, requireImage } from '../input/image-ids.ts';
import { findRepository, operation, repositoryMembers } from '../operation.ts';

const input = z.object({ ...repositoryMembers, imageId });

/**
 * Scans an image again, as often as it is asked to; ECR does so once a day.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartImageScan.html
 */
export const startImageScan = operation(input, async (request, access) => {
  const { name } = findRepository(request, access);
  const { images } = await access.images.read(name);
  const image = requireImage(images, request.imageId, name, access);
  if (!isScannable(image)) {
    throw new AwsError(
      'UnsupportedImageTypeException',
      `The image ${image.digest} is of the type ${image.mediaType}, which cannot be scanned`,
    );
  }
  await access.images.scans.start(image);
  return {
    registryId: access.place.accountId,
    repositoryName: name,
    imageId: { ...request.imageId, imageDigest: image.digest },
    imageScanStatus: { status: 'IN_PROGRESS' },
  };
});
