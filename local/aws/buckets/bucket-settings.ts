import type {
  BucketLifecycleConfiguration,
  CORSConfiguration,
  ObjectLockConfiguration,
  Tag,
} from '../../../aws/s3-types.ts';
import type { Bucket, CorsRule, ObjectLock } from '../../../definition/model/bucket.ts';
import { present } from '../../../definition/properties/present.ts';
import { lifecycleConfiguration } from './lifecycle-configuration.ts';

/**
 * The settings of a bucket other than its policy, in the shapes of S3's API; settings that are absent are
 * removed.
 */
export interface BucketSettings {
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly lifecycle?: BucketLifecycleConfiguration;
  readonly cors?: CORSConfiguration;
  readonly ownership: Bucket['objectOwnership'];
  readonly tags?: Tag[];
  readonly objectLock?: ObjectLockConfiguration;
}

export function bucketSettings(bucket: Bucket): BucketSettings {
  const tags = Object.entries(bucket.tags).map(([Key, Value]) => ({ Key, Value }));
  return present({
    versioning: bucket.versioning,
    lifecycle: lifecycleConfiguration(bucket),
    cors: bucket.corsRules.length === 0 ? undefined : { CORSRules: bucket.corsRules.map(toCorsRule) },
    ownership: bucket.objectOwnership,
    tags: tags.length === 0 ? undefined : tags,
    objectLock: bucket.objectLock && toObjectLock(bucket.objectLock),
  });
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
function toCorsRule(rule: CorsRule) {
  return present({
    ID: rule.id,
    AllowedHeaders: rule.allowedHeaders && [...rule.allowedHeaders],
    AllowedMethods: [...rule.allowedMethods],
    AllowedOrigins: [...rule.allowedOrigins],
    ExposeHeaders: rule.exposedHeaders && [...rule.exposedHeaders],
    MaxAgeSeconds: rule.maxAgeSeconds,
  });
}

function toObjectLock({ defaultRetention: retention }: ObjectLock): ObjectLockConfiguration {
  const ObjectLockEnabled = 'Enabled';
  if (retention === undefined) return { ObjectLockEnabled };
  const { mode: Mode, days: Days, years: Years } = retention;
  return { ObjectLockEnabled, Rule: { DefaultRetention: present({ Mode, Days, Years }) } };
}
