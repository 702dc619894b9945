import { z } from 'zod';
import { severityCounts } from '../../../registry/scan/image-scans.ts';
import { scanNotFound } from '../errors.ts';
import { imageId, requireImage } from '../input/image-ids.ts';
import { pageMembers, pageOf } from '../input/paging.ts';
import { findRepository, operation, repositoryMembers } from '../operation.ts';
import { scanStatus } from '../shapes/scan-status.ts';

const input = z.object({ ...repositoryMembers, ...pageMembers, imageId });

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html */
export const describeImageScanFindings = operation(input, async (request, access) => {
  const { name } = findRepository(request, access);
  const { images } = await access.images.read(name);
  const image = requireImage(images, request.imageId, name, access);
  const scan = await access.images.scans.find(image.digest);
  if (scan === undefined) throw scanNotFound(request.imageId, name, access.place.accountId);
  const answer = {
    registryId: access.place.accountId,
    repositoryName: name,
    imageId: { ...request.imageId, imageDigest: image.digest },
    imageScanStatus: scanStatus(scan),
  };
  if (scan.status !== 'COMPLETE') return answer;
  const keyed = scan.findings.map((item, index) => ({ key: String(index).padStart(9, '0'), item }));
  const page = pageOf(keyed, request, ['findings', name, image.digest]);
  const imageScanFindings = {
    imageScanCompletedAt: scan.completedAt / 1000,
    ...(scan.databaseAt === undefined ? {} : { vulnerabilitySourceUpdatedAt: scan.databaseAt / 1000 }),
    findings: page.items,
    findingSeverityCounts: severityCounts(scan),
  };
  return { ...answer, imageScanFindings, nextToken: page.nextToken };
});
