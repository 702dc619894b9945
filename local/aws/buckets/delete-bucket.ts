import type { ObjectIdentifier, ObjectVersion, S3 } from '../../../aws/s3-types.ts';
import { statusOf } from './status-of.ts';

/**
 * Deletes a bucket, and returns the outcome. Its content is deleted only if it is to be emptied first: S3
 * keeps a bucket that is not empty.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html
 */
export async function deleteBucket(
  s3: S3,
  { name, autoDeleteObjects }: { readonly name: string; readonly autoDeleteObjects: boolean },
): Promise<string> {
  try {
    if (autoDeleteObjects) await empty(s3, name);
    await s3.deleteBucket({ Bucket: name });
    return `bucket ${name} deleted`;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return `bucket ${name} is already gone`;
    if (status === 409) return `bucket ${name} was kept: it is not empty, so its deletion failed as on AWS`;
    throw error;
  }
}

/** All versions and markers, a page at a time. */
async function empty(s3: S3, Bucket: string): Promise<void> {
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
    const Objects = [...Versions, ...DeleteMarkers].flatMap(asIdentifier);
    if (Objects.length === 0) return;
    const { Errors = [] } = await s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } });
    // What cannot be deleted, by an object lock, would come again on every page.
    if (Errors.length > 0) return;
  }
}

function asIdentifier({
  Key,
  VersionId,
}: Pick<ObjectVersion, 'Key' | 'VersionId'>): readonly ObjectIdentifier[] {
  if (Key === undefined) return [];
  return [VersionId === undefined ? { Key } : { Key, VersionId }];
}
