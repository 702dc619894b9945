import type { Repository } from '../../../../../definition/model/ecr.ts';
import { imageSizeBytes, readManifest } from '../../../registry/manifest.ts';
import type { ImageScan } from '../../../registry/scan/image-scan.ts';
import { severityCounts } from '../../../registry/scan/image-scans.ts';
import type { StoredImage } from '../../../registry/stored-image.ts';
import type { NamedImage } from '../errors.ts';
import type { EcrAccess } from '../operation.ts';
import { scanStatus } from './scan-status.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html */
export async function imageDetail(
  image: StoredImage,
  all: readonly StoredImage[],
  { name }: Repository,
  { place, images }: EcrAccess,
): Promise<object> {
  const artifact = readManifest(image.manifest)?.artifactMediaType;
  return {
    registryId: place.accountId,
    repositoryName: name,
    imageDigest: image.digest,
    ...(image.tags.length === 0 ? {} : { imageTags: image.tags }),
    imageSizeInBytes: imageSizeBytes(image, all),
    imagePushedAt: image.pushedAt / 1000,
    imageManifestMediaType: image.mediaType,
    ...(artifact === undefined ? {} : { artifactMediaType: artifact }),
    ...scanMembers(await images.scans.find(image.digest)),
  };
}

function scanMembers(scan: ImageScan | undefined): object {
  if (scan === undefined) return {};
  const imageScanStatus = scanStatus(scan);
  if (scan.status !== 'COMPLETE') return { imageScanStatus };
  const imageScanFindingsSummary = {
    imageScanCompletedAt: scan.completedAt / 1000,
    findingSeverityCounts: severityCounts(scan),
  };
  return { imageScanStatus, imageScanFindingsSummary };
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Image.html */
export function imageShape(
  image: StoredImage,
  { imageTag }: NamedImage,
  { name }: Repository,
  { place }: EcrAccess,
): object {
  return {
    registryId: place.accountId,
    repositoryName: name,
    imageId: { imageDigest: image.digest, ...(imageTag === undefined ? {} : { imageTag }) },
    imageManifest: image.manifest,
    imageManifestMediaType: image.mediaType,
  };
}
