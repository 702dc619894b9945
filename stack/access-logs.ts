import { Bucket, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { keptBucket } from './kept-bucket.ts';
import type { Settings } from './settings.ts';

/** Where CloudFront writes who asked for what. Its log delivery works with ACLs, so the bucket must take them. */
export function createAccessLogs(scope: Construct, settings: Settings): IBucket {
  const bucket = new Bucket(scope, 'AccessLogs', {
    ...keptBucket(settings, 'access-logs'),
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [{ id: 'logs-expire', expiration: Duration.days(30) }],
  }) as IBucket;
  acknowledge(bucket, { S1: 'It is the bucket of the logs.' });
  return bucket;
}
