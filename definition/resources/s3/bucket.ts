import { z } from 'zod';
import type { Bucket, ObjectLock } from '../../model/bucket.ts';
import { present } from '../../properties/present.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { flag, keyValues, number } from '../../properties/scalars.ts';
import { approximated, recorded, refused, standings, withoutValues } from '../../properties/standing.ts';
import {
  type ResolvedResource,
  type ResolvedTemplate,
  resourcesOfType,
} from '../../resolution/resolved-template.ts';
import { readRemoval } from '../removal.ts';
import { readEmptiedBuckets } from './auto-delete-objects.ts';
import { type BucketPolicy, readBucketPolicies, statementsOn } from './bucket-policy.ts';
import * as s3 from './configurations-left-out.ts';
import { corsRule } from './cors-rule.ts';
import { lifecycleRule } from './lifecycle-rule.ts';
import { metadataConfiguration, metadataTableConfiguration } from './metadata-tables.ts';
import { publicAccessBlock } from './public-access.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = z
  .string()
  .regex(
    /^(?!.*\.\.)(?!(\d+\.){3}\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'expected 3 to 63 lower-case letters, digits, single dots and hyphens, and not an IP address',
  );

const noTables = 'The local S3 server has no metadata tables.';
const oneStorageClass = 'The local S3 server has a single storage class.';

const opensNothing = 'ACLs grant no access locally: use a bucket policy';

/** The canned ACLs that grant access only to the owner or to AWS itself. */
const closedAcl = withoutValues(
  z.enum(['Private', 'AwsExecRead', 'BucketOwnerRead', 'BucketOwnerFullControl', 'LogDeliveryWrite']),
  { PublicRead: opensNothing, PublicReadWrite: opensNothing, AuthenticatedRead: opensNothing },
)
  .optional()
  .register(standings, { kind: 'recorded', why: 'It grants access to no principal that exists locally.' });

const defaultRetention = z
  .strictObject({
    Mode: z.enum(['COMPLIANCE', 'GOVERNANCE']),
    Days: number.optional(),
    Years: number.optional(),
    DefaultEventHold: refused('the local S3 server does not support event holds'),
  })
  .refine(
    ({ Days, Years }) => (Days === undefined) !== (Years === undefined),
    'a default retention has either days or years',
  );

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucketSchema = z.strictObject({
  BucketName: bucketName.optional(),
  BucketNamePrefix: refused('set the full name as BucketName'),
  BucketNamespace: withoutValues(z.literal('global').optional(), {
    'account-regional': 'bucket names in an account’s regional namespace are not generated locally',
  }),
  AbacStatus: recorded(
    'Role policies are not enforced locally, by tag or otherwise.',
    z.enum(['Enabled', 'Disabled']),
  ),
  AccelerateConfiguration: recorded(
    'There is nothing to accelerate: the S3 server is on this machine.',
    s3.accelerateConfiguration,
  ),
  AccessControl: closedAcl,
  AnalyticsConfigurations: recorded(
    'The local S3 server does not analyse access patterns.',
    s3.analyticsConfigurations,
  ),
  BucketEncryption: recorded('Objects are stored unencrypted on the machine.', s3.bucketEncryption),
  CorsConfiguration: z
    .strictObject({ CorsRules: z.array(corsRule).max(100, 'a bucket has at most 100 CORS rules') })
    .default({ CorsRules: [] }),
  IntelligentTieringConfigurations: recorded(oneStorageClass, s3.intelligentTieringConfigurations),
  InventoryConfigurations: recorded('No inventory reports are generated.', s3.inventoryConfigurations),
  LifecycleConfiguration: approximated(
    z
      .strictObject({
        Rules: z.array(lifecycleRule).max(1000, 'a bucket has at most 1000 lifecycle rules'),
        TransitionDefaultMinimumObjectSize: recorded(
          oneStorageClass,
          z.enum(['varies_by_storage_class', 'all_storage_classes_128K']),
        ),
      })
      .default({ Rules: [] }),
    'Rules take effect only if the S3 server is MinIO; the server built from packages has none, and `local:up` says so.',
  ),
  LoggingConfiguration: recorded('Requests to the bucket are not logged.', s3.loggingConfiguration),
  MetadataConfiguration: recorded(noTables, metadataConfiguration),
  MetadataTableConfiguration: recorded(noTables, metadataTableConfiguration),
  MetricsConfigurations: recorded(
    'Request metrics are not published to CloudWatch.',
    s3.metricsConfigurations,
  ),
  NotificationConfiguration: refused('the local S3 server does not send event notifications'),
  ObjectLockEnabled: flag.default(false),
  ObjectLockConfiguration: z
    .strictObject({
      ObjectLockEnabled: z.literal('Enabled').optional(),
      Rule: z.strictObject({ DefaultRetention: defaultRetention.optional() }).optional(),
    })
    .optional(),
  OwnershipControls: z
    .strictObject({
      Rules: z
        .array(
          z.strictObject({
            ObjectOwnership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']),
          }),
        )
        .length(1, 'a bucket has only one ownership rule'),
    })
    .optional(),
  PublicAccessBlockConfiguration: publicAccessBlock,
  ReplicationConfiguration: recorded(
    'Objects are not replicated to other buckets.',
    s3.replicationConfiguration,
  ),
  Tags: keyValues.default({}),
  VersioningConfiguration: approximated(
    z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
    'With the server built from packages, `LastModified` of an earlier version is when it was replaced; its id, a ULID, has the time at which it was written.',
  ),
  WebsiteConfiguration: refused(
    'website endpoints are not available locally: serve the bucket through a distribution',
  ),
});

type Properties = z.output<typeof bucketSchema>;

/** Buckets, with what their bucket policies grant. */
export function readBuckets(template: ResolvedTemplate): readonly Bucket[] {
  const policies = readBucketPolicies(template);
  const emptied = readEmptiedBuckets(template);
  return resourcesOfType(template, 'AWS::S3::Bucket').map((resource) =>
    readBucket(template, resource, { policies, emptied }),
  );
}

function readBucket(
  template: ResolvedTemplate,
  resource: ResolvedResource,
  {
    policies,
    emptied,
  }: { readonly policies: readonly BucketPolicy[]; readonly emptied: ReadonlySet<string> },
): Bucket {
  const properties = readProperties(resource, bucketSchema);
  const name = String(template.values(resource.logicalId, 'Ref'));
  const access = properties.PublicAccessBlockConfiguration;
  return present({
    logicalId: resource.logicalId,
    name,
    removal: readRemoval(resource),
    autoDeleteObjects: emptied.has(name),
    versioning: properties.VersioningConfiguration?.Status,
    lifecycleRules: properties.LifecycleConfiguration.Rules,
    corsRules: properties.CorsConfiguration.CorsRules,
    objectOwnership: properties.OwnershipControls?.Rules[0]?.ObjectOwnership ?? 'BucketOwnerEnforced',
    tags: properties.Tags,
    objectLock: toObjectLock(properties),
    policy: statementsOn(name, policies, { blocksPublicPolicy: access.BlockPublicPolicy }),
    restrictsPublicAccess: access.RestrictPublicBuckets,
  });
}

function toObjectLock(properties: Properties): ObjectLock | undefined {
  const { ObjectLockEnabled: enabled, ObjectLockConfiguration: configuration } = properties;
  if (!enabled && configuration?.ObjectLockEnabled === undefined) return undefined;
  const retention = configuration?.Rule?.DefaultRetention;
  if (retention === undefined) return {};
  const { Mode: mode, Days: days, Years: years } = retention;
  return { defaultRetention: present({ mode, days, years }) };
}
