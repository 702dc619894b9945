import type { ObjectIdentifier, ObjectVersion, S3 } from '../../aws/s3-types.ts';
import { isNamed } from '../../failure/error-name.ts';
import { Failure } from '../../failure/failure.ts';

/**
 * Deletes all versions and markers in a bucket, a page at a time. Gives how many; 0 where the bucket is gone. Raises
 * `BUCKET_NOT_EMPTIED` where S3 keeps one of them, such as by an object lock.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export async function emptyBucket(s3: S3, bucket: string, signal: AbortSignal): Promise<number> {
  for (let deleted = 0; ; ) {
    signal.throwIfAborted();
    const objects = await someVersions(s3, bucket);
    if (objects.length === 0) return deleted;
    const { Errors = [] } = await s3.deleteObjects({
      Bucket: bucket,
      Delete: { Objects: [...objects], Quiet: true },
    });
    const [error] = Errors;
    if (error !== undefined) {
      throw new Failure(
        'BUCKET_NOT_EMPTIED',
        `S3 keeps ${Errors.length} objects of ${bucket}, such as ${error.Key}: ${error.Message ?? error.Code}`,
        { hint: 'Delete these objects yourself, and run it again.' },
      );
    }
    deleted += objects.length;
  }
}

async function someVersions(s3: S3, Bucket: string): Promise<readonly ObjectIdentifier[]> {
  try {
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
    return [...Versions, ...DeleteMarkers].flatMap(asIdentifier);
  } catch (error) {
    if (isNamed(error, 'NoSuchBucket')) return [];
    throw error;
  }
}

function asIdentifier({
  Key,
  VersionId,
}: Pick<ObjectVersion, 'Key' | 'VersionId'>): readonly ObjectIdentifier[] {
  if (Key === undefined) return [];
  return [VersionId === undefined ? { Key } : { Key, VersionId }];
}
