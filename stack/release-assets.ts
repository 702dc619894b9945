import type { IOrigin } from 'aws-cdk-lib/aws-cloudfront';
import { OriginGroup, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { keptBucket } from './kept-bucket.ts';
import type { Settings } from './settings.ts';

/**
 * Style sheets and scripts of the last releases: while tasks of two releases run, a page of one may ask for an asset when
 * a task of the other answers. A release publishes its assets here before its tasks start.
 */
export class ReleaseAssets extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      ...keptBucket(settings, 'release-assets'),
      // What a release publishes is kept by releases, not by age: the newest one may serve for years.
      lifecycleRules: [
        { id: 'unfinished-uploads-expire', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    acknowledge(bucket, { S1: 'Only the edge reads the bucket, and it logs what viewers request.' });
    this.bucket = bucket as IBucket;
  }

  /**
   * What is not published, such as the assets of an application that serves them itself, is asked from `origin`. S3
   * answers 403 for an object that is not there to those who may not list the bucket.
   */
  originBefore(origin: IOrigin): IOrigin {
    return new OriginGroup({
      primaryOrigin: S3BucketOrigin.withOriginAccessControl(this.bucket),
      fallbackOrigin: origin,
      fallbackStatusCodes: [403, 404],
    });
  }
}
