/** The SDK's own types of S3, for whoever reads its answers. */
export type {
  BucketLifecycleConfiguration,
  CORSConfiguration,
  LifecycleRule,
  LifecycleRuleAndOperator,
  LifecycleRuleFilter,
  ObjectIdentifier,
  ObjectLockConfiguration,
  ObjectVersion,
  S3,
  Tag,
} from '@aws-sdk/client-s3';
