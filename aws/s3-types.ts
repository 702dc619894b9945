/** The SDK's own types of S3, for those who read its responses. */
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
