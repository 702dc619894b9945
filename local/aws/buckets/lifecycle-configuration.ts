import type {
  BucketLifecycleConfiguration,
  LifecycleRule,
  LifecycleRuleAndOperator,
  LifecycleRuleFilter,
} from '../../../aws/s3-types.ts';
import type { Bucket, LifecycleRule as DefinedRule } from '../../../definition/model/bucket.ts';
import { present } from '../../../definition/properties/present.ts';

/**
 * A bucket's rules as S3's API takes them; undefined if none has an action that works locally.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export function lifecycleConfiguration({
  lifecycleRules,
}: Pick<Bucket, 'lifecycleRules'>): BucketLifecycleConfiguration | undefined {
  const Rules = lifecycleRules.map(toRule).filter(hasAction);
  return Rules.length === 0 ? undefined : { Rules };
}

function toRule(rule: DefinedRule): LifecycleRule {
  return present({
    ID: rule.id,
    Status: rule.status,
    Filter: toFilter(rule),
    Expiration: toExpiration(rule),
    NoncurrentVersionExpiration:
      rule.noncurrentExpiration &&
      present({
        NoncurrentDays: rule.noncurrentExpiration.days,
        NewerNoncurrentVersions: rule.noncurrentExpiration.newerVersions,
      }),
    AbortIncompleteMultipartUpload:
      rule.abortIncompleteUploadDays === undefined
        ? undefined
        : { DaysAfterInitiation: rule.abortIncompleteUploadDays },
  });
}

function hasAction(rule: LifecycleRule): boolean {
  const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  return (Expiration ?? NoncurrentVersionExpiration ?? AbortIncompleteMultipartUpload) !== undefined;
}

function toExpiration(rule: DefinedRule): LifecycleRule['Expiration'] {
  const expiration = present({
    Days: rule.expirationDays,
    Date: rule.expirationDate === undefined ? undefined : new Date(rule.expirationDate),
    ExpiredObjectDeleteMarker: rule.expiredObjectDeleteMarker,
  });
  return Object.keys(expiration).length === 0 ? undefined : expiration;
}

/** Several conditions are wrapped in an `And`; a single one, or just the prefix, is not. */
function toFilter(rule: DefinedRule): LifecycleRuleFilter {
  const Tags = Object.entries(rule.tags).map(([Key, Value]) => ({ Key, Value }));
  const others: LifecycleRuleAndOperator = present({
    Tags: Tags.length === 0 ? undefined : Tags,
    ObjectSizeGreaterThan: rule.largerThanBytes,
    ObjectSizeLessThan: rule.smallerThanBytes,
  });
  return Object.keys(others).length === 0
    ? { Prefix: rule.prefix }
    : { And: { Prefix: rule.prefix, ...others } };
}
