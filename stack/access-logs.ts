import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { localNames } from './local-names.ts';
import type { Settings } from './settings.ts';

/** Where CloudFront writes who asked for what. Its log delivery works with ACLs, so the bucket must take them. */
export function createAccessLogs(scope: Construct, settings: Settings): IBucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    ...localNames(settings, {
      bucketName: `${settings.prefix}-access-logs-${settings.account}-${settings.region}`,
    }),
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [{ id: 'logs-expire', expiration: Duration.days(30) }],
    // Kept with what is in it, but not after a failed first deployment, which is tried again.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  }) as IBucket;
  acknowledge(bucket, { S1: 'It is the bucket of the logs.' });
  return bucket;
}
