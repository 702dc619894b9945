import { z } from 'zod';
import { readProperties } from '../../properties/read-properties.ts';
import { number, text } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';

const noFunction = 'No Lambda function is run; `local:up` empties the bucket itself.';

/**
 * CDK's custom resource that empties a bucket before it is deleted.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html#autodeleteobjects
 */
export const autoDeleteObjectsSchema = z.strictObject({
  ServiceToken: recorded(noFunction, text),
  ServiceTimeout: recorded(noFunction, number),
  BucketName: text,
});

/** The names of the buckets that are emptied before they are deleted. */
export function readEmptiedBuckets(template: ResolvedTemplate): ReadonlySet<string> {
  const resources = resourcesOfType(template, 'Custom::S3AutoDeleteObjects');
  return new Set(resources.map((resource) => readProperties(resource, autoDeleteObjectsSchema).BucketName));
}
