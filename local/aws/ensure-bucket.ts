import { z } from 'zod';
import type { BucketLifecycleConfiguration, LifecycleRule, S3 } from '../../aws/s3-types.ts';
import type { Bucket } from '../../definition/model/data-stores.ts';
import { flag, number } from '../../definition/properties/scalars.ts';
import { corsConfiguration } from './bucket-cors.ts';

/** What became of a bucket: `unhonoured` names the parts of its definition that this S3 server does not have. */
export interface EnsuredBucket {
  readonly outcome: 'created' | 'present';
  readonly unhonoured: readonly ('versioning' | 'lifecycle' | 'cors')[];
}

/** Makes a bucket as the template defines it, or brings the one that is there in line. */
export async function ensureBucket(s3: S3, bucket: Bucket): Promise<EnsuredBucket> {
  const outcome = (await createIfMissing(s3, bucket.name)) ? 'created' : 'present';
  const versioning = await honoured(async () => {
    if (!bucket.versioned) return;
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.putBucketVersioning({ Bucket: bucket.name, VersioningConfiguration });
  });
  const rules = bucket.lifecycleRules.filter(isKnownRule);
  const taken = await honoured(async () => {
    if (rules.length === 0) return;
    const LifecycleConfiguration = lifecycleConfiguration(rules);
    await s3.putBucketLifecycleConfiguration({ Bucket: bucket.name, LifecycleConfiguration });
  });
  const lifecycle = taken && rules.length === bucket.lifecycleRules.length;
  const cors = await honoured(async () => {
    if (bucket.corsRules.length === 0) return;
    const CORSConfiguration = corsConfiguration(bucket.corsRules);
    await s3.putBucketCors({ Bucket: bucket.name, CORSConfiguration });
  });
  return {
    outcome,
    unhonoured: [
      ...(versioning ? [] : (['versioning'] as const)),
      ...(lifecycle ? [] : (['lifecycle'] as const)),
      ...(cors ? [] : (['cors'] as const)),
    ],
  };
}

const templateRuleSchema = z.strictObject({
  Id: z.string().optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.string().default(''),
  ExpirationInDays: number.optional(),
  ExpiredObjectDeleteMarker: flag.optional(),
  NoncurrentVersionExpiration: z
    .strictObject({ NoncurrentDays: number, NewerNoncurrentVersions: number.optional() })
    .optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: number }).optional(),
});

/** A rule with a member that is not known here (a tag, a size) would expire too much without it. */
function isKnownRule(rule: Readonly<Record<string, unknown>>): boolean {
  return templateRuleSchema.safeParse(rule).success;
}

/**
 * The template's lifecycle rules as S3's API takes them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export function lifecycleConfiguration(
  rules: readonly Readonly<Record<string, unknown>>[],
): BucketLifecycleConfiguration {
  return { Rules: rules.map((rule) => lifecycleRule(templateRuleSchema.parse(rule))) };
}

function lifecycleRule(rule: z.infer<typeof templateRuleSchema>): LifecycleRule {
  return {
    ID: rule.Id,
    Status: rule.Status,
    Filter: { Prefix: rule.Prefix },
    NoncurrentVersionExpiration: rule.NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
    Expiration:
      rule.ExpirationInDays === undefined && rule.ExpiredObjectDeleteMarker === undefined
        ? undefined
        : { Days: rule.ExpirationInDays, ExpiredObjectDeleteMarker: rule.ExpiredObjectDeleteMarker },
  };
}

async function createIfMissing(s3: S3, name: string): Promise<boolean> {
  try {
    await s3.headBucket({ Bucket: name });
    return false;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
  await s3.createBucket({ Bucket: name });
  return true;
}

/** False when the server says that it does not have the operation (501), as smaller S3 servers do. */
async function honoured(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (statusOf(error) === 501) return false;
    throw error;
  }
}

const serviceErrorSchema = z.object({ $metadata: z.object({ httpStatusCode: z.number().optional() }) });

function statusOf(error: unknown): number | undefined {
  const parsed = serviceErrorSchema.safeParse(error);
  return parsed.success ? parsed.data.$metadata.httpStatusCode : undefined;
}
