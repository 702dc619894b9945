import { z } from 'zod';
import type { Bucket } from '../../model/data-stores.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { text } from '../../properties/scalars.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../resolution/resolved-template.ts';

const rule = z.record(z.string(), z.unknown());

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = z
  .string()
  .regex(
    /^(?!.*\.\.)(?!(\d+\.){3}\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'a bucket is named by 3 to 63 lower-case letters, digits, single dots and hyphens, no address',
  );

const schema = z.object({
  BucketName: bucketName.optional(),
  VersioningConfiguration: z.object({ Status: text }).optional(),
  LifecycleConfiguration: z.object({ Rules: z.array(rule) }).default({ Rules: [] }),
  CorsConfiguration: z.object({ CorsRules: z.array(rule) }).default({ CorsRules: [] }),
});

/** Buckets; lifecycle and CORS rules stay as the template writes them. */
export function readBuckets(template: ResolvedTemplate): readonly Bucket[] {
  return resourcesOfType(template, 'AWS::S3::Bucket').map((resource) => {
    const properties = readProperties(resource, schema);
    return {
      logicalId: resource.logicalId,
      name: String(template.values(resource.logicalId, 'Ref')),
      versioned: properties.VersioningConfiguration?.Status === 'Enabled',
      lifecycleRules: properties.LifecycleConfiguration.Rules,
      corsRules: properties.CorsConfiguration.CorsRules,
    };
  });
}
