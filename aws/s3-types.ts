/** The SDK's own types of S3, for whoever reads its answers. */
export type { BucketLifecycleConfiguration, CORSConfiguration, LifecycleRule, S3 } from '@aws-sdk/client-s3';
