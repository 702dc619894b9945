import type { S3 } from '../../../aws/s3-types.ts';
import type { Bucket } from '../../../definition/model/bucket.ts';
import { type BucketSettings, bucketSettings } from './bucket-settings.ts';
import { statusOf } from './status-of.ts';

type Part = 'versioning' | 'lifecycle' | 'CORS' | 'ownership' | 'tags' | 'object lock';

/**
 * The outcome for a bucket: `unhonoured` names the parts of its definition that this S3 server does not
 * support.
 */
export interface EnsuredBucket {
  readonly outcome: 'created' | 'present';
  readonly unhonoured: readonly Part[];
}

/** Creates a bucket as the template defines it, or updates an existing one to match; its policy is not set here. */
export async function ensureBucket(s3: S3, bucket: Bucket): Promise<EnsuredBucket> {
  const settings = bucketSettings(bucket);
  const outcome = (await createIfMissing(s3, bucket)) ? 'created' : 'present';
  const unhonoured: Part[] = [];
  for (const { part, isWanted, apply } of changes(s3, bucket.name, settings)) {
    const taken = await isOffered(apply);
    if (isWanted && !taken) unhonoured.push(part);
  }
  return { outcome, unhonoured };
}

interface Change {
  readonly part: Part;
  /** Whether the definition asks for it: what a server does not have need not be taken away. */
  readonly isWanted: boolean;
  readonly apply: () => Promise<unknown>;
}

/** In this order: an object lock needs versions. */
function changes(s3: S3, Bucket: string, settings: BucketSettings): readonly Change[] {
  const { versioning, lifecycle, cors, ownership, tags, objectLock } = settings;
  const OwnershipControls = { Rules: [{ ObjectOwnership: ownership }] };
  return [
    change('versioning', versioning, (Status) =>
      s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status } }),
    ),
    change(
      'lifecycle',
      lifecycle,
      (LifecycleConfiguration) => s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration }),
      () => s3.deleteBucketLifecycle({ Bucket }),
    ),
    change(
      'CORS',
      cors,
      (CORSConfiguration) => s3.putBucketCors({ Bucket, CORSConfiguration }),
      () => s3.deleteBucketCors({ Bucket }),
    ),
    {
      part: 'ownership',
      isWanted: ownership !== 'BucketOwnerEnforced',
      apply: () => s3.putBucketOwnershipControls({ Bucket, OwnershipControls }),
    },
    change(
      'tags',
      tags,
      (TagSet) => s3.putBucketTagging({ Bucket, Tagging: { TagSet } }),
      () => s3.deleteBucketTagging({ Bucket }),
    ),
    change('object lock', objectLock, (ObjectLockConfiguration) =>
      s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration }),
    ),
  ];
}

function change<Wanted>(
  part: Part,
  wanted: Wanted | undefined,
  put: (wanted: Wanted) => Promise<unknown>,
  takeAway: () => Promise<unknown> = async () => undefined,
): Change {
  return wanted === undefined
    ? { part, isWanted: false, apply: takeAway }
    : { part, isWanted: true, apply: () => put(wanted) };
}

async function createIfMissing(s3: S3, { name, objectLock }: Bucket): Promise<boolean> {
  try {
    await s3.headBucket({ Bucket: name });
    return false;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
  await s3.createBucket({ Bucket: name, ObjectLockEnabledForBucket: objectLock !== undefined });
  return true;
}

/** False when the server says that it does not have the operation (501), as smaller S3 servers do. */
async function isOffered(apply: () => Promise<unknown>): Promise<boolean> {
  try {
    await apply();
    return true;
  } catch (error) {
    if (statusOf(error) === 501) return false;
    throw error;
  }
}
