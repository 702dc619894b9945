import type { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { CfnElement, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { keptBucket } from './kept-bucket.ts';
import type { Settings } from './settings.ts';

/** Where the store's uploads are kept; what was overwritten or deleted can be had back for 30 days. */
export class AssetStorage extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...keptBucket(settings, 'assets'),
      versioned: true,
      lifecycleRules: [
        {
          id: 'old-versions-expire',
          noncurrentVersionExpiration: Duration.days(30),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    });
    acknowledge(this.bucket, { S1: 'Only the tasks read the bucket; the edge logs what viewers request.' });
  }

  /**
   * Lets pages of the storefront's host upload from the browser, as the admin does: Active Storage signs an address in the
   * bucket, to which the browser sends the file itself.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
   */
  allowUploadsFrom(origin: string): void {
    this.bucket.addCorsRule({
      id: 'uploads-of-the-admin',
      allowedMethods: [HttpMethods.PUT],
      allowedOrigins: [origin],
      allowedHeaders: ['Content-Type', 'Content-MD5', 'Content-Disposition'],
      maxAge: Duration.hours(1).toSeconds(),
    });
  }

  /** Lets tasks make the calls that Active Storage makes, on this bucket only. */
  allowFrom(task: TaskDefinition): void {
    task.addToTaskRolePolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
    task.addToTaskRolePolicy(
      new PolicyStatement({
        actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
    acknowledge(task, {
      [`IAM5[Resource::<${this.bucketLogicalId()}.Arn>/*]`]: 'Uploads have names that only the store knows.',
    });
  }

  private bucketLogicalId(): string | undefined {
    const [resource] = this.bucket.node.findAll().filter(CfnElement.isCfnElement);
    return resource && Stack.of(this).getLogicalId(resource);
  }
}
