import { z } from 'zod';
import { imageId, requireImage } from '../input/image-ids.ts';
import { type EcrAccess, findRepository, operation, repositoryMembers } from '../operation.ts';

const input = z.object({ ...repositoryMembers, imageId });

/** Why nothing is known of an image's vulnerabilities. */
export const noScanner = 'The local environment has no scanner.';

/**
 * Says of each image that its scan failed, and why.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html
 */
export const describeImageScanFindings = operation(input, async (request, access) => ({
  ...(await scannedImage(request, access)),
  imageScanStatus: { status: 'FAILED', description: noScanner },
}));

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartImageScan.html */
export const startImageScan = operation(input, async (request, access) => ({
  ...(await scannedImage(request, access)),
  imageScanStatus: { status: 'FAILED', description: noScanner },
}));

async function scannedImage(request: z.output<typeof input>, access: EcrAccess) {
  const { name } = findRepository(request, access);
  const { images } = await access.images.read(name);
  const { digest: imageDigest } = requireImage(images, request.imageId, name, access);
  return {
    registryId: access.place.accountId,
    repositoryName: name,
    imageId: { ...request.imageId, imageDigest },
  };
}
