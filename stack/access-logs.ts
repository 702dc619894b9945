import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Settings } from './settings.ts';

/** Where CloudFront writes who asked for what. Its log delivery works with ACLs, so the bucket must take them. */
export function createAccessLogs(scope: Construct, settings: Settings): IBucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    bucketName: `${settings.prefix}-access-logs-${settings.account ?? Aws.ACCOUNT_ID}-${settings.region}`,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ id: 'logs-expire', expiration: Duration.days(30) }],
    removalPolicy: RemovalPolicy.RETAIN,
  }) as IBucket;
  acknowledge(bucket, { S1: 'It is the bucket of the logs.' });
  return bucket;
}
