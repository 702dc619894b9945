import type { Operations } from '../protocols/service.ts';
import { batchDeleteImage } from './operations/batch-delete-image.ts';
import { batchGetImage } from './operations/batch-get-image.ts';
import { describeImageScanFindings } from './operations/describe-image-scan-findings.ts';
import { describeImages } from './operations/describe-images.ts';
import { describeRepositories } from './operations/describe-repositories.ts';
import { getAuthorizationToken } from './operations/get-authorization-token.ts';
import { getLifecyclePolicy } from './operations/get-lifecycle-policy.ts';
import { listImages } from './operations/list-images.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putImage } from './operations/put-image.ts';
import { startImageScan } from './operations/start-image-scan.ts';

/** The operations of ECR that are answered here, by name. */
export const operations: Operations = new Map(
  Object.entries({
    BatchDeleteImage: batchDeleteImage,
    BatchGetImage: batchGetImage,
    DescribeImages: describeImages,
    DescribeImageScanFindings: describeImageScanFindings,
    DescribeRepositories: describeRepositories,
    GetAuthorizationToken: getAuthorizationToken,
    GetLifecyclePolicy: getLifecyclePolicy,
    ListImages: listImages,
    ListTagsForResource: listTagsForResource,
    PutImage: putImage,
    StartImageScan: startImageScan,
  }),
);
