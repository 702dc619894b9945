import { z } from 'zod';
import { flag, keyValueList, number, text } from '../../properties/scalars.ts';

/**
 * The forms of those configurations of a bucket on which nothing acts locally: what S3 would refuse in them is refused
 * all the same.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
 */
const enabledOrDisabled = z.enum(['Enabled', 'Disabled']);
const status = z.strictObject({ Status: enabledOrDisabled });

const report = z.strictObject({
  BucketAccountId: text.optional(),
  BucketArn: text,
  Format: z.enum(['CSV', 'ORC', 'Parquet']),
  Prefix: text.optional(),
});

export const accelerateConfiguration = z.strictObject({
  AccelerationStatus: z.enum(['Enabled', 'Suspended']),
});

export const analyticsConfigurations = z.array(
  z.strictObject({
    Id: text,
    Prefix: text.optional(),
    StorageClassAnalysis: z.strictObject({
      DataExport: z.strictObject({ Destination: report, OutputSchemaVersion: z.literal('V_1') }).optional(),
    }),
    TagFilters: keyValueList.optional(),
  }),
);

const encryptionByDefault = z
  .strictObject({
    KMSMasterKeyID: text.optional(),
    SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']),
  })
  .refine(({ KMSMasterKeyID, SSEAlgorithm }) => KMSMasterKeyID === undefined || SSEAlgorithm !== 'AES256', {
    error: 'AES256 does not use a KMS key',
    path: ['KMSMasterKeyID'],
  });

export const bucketEncryption = z.strictObject({
  ServerSideEncryptionConfiguration: z.array(
    z.strictObject({
      BucketKeyEnabled: flag.optional(),
      ServerSideEncryptionByDefault: encryptionByDefault.optional(),
      BlockedEncryptionTypes: z
        .strictObject({ EncryptionType: z.array(z.enum(['NONE', 'SSE-C'])).optional() })
        .optional(),
    }),
  ),
});

export const intelligentTieringConfigurations = z.array(
  z.strictObject({
    Id: text,
    Prefix: text.optional(),
    Status: enabledOrDisabled,
    TagFilters: keyValueList.optional(),
    Tierings: z.array(
      z.strictObject({ AccessTier: z.enum(['ARCHIVE_ACCESS', 'DEEP_ARCHIVE_ACCESS']), Days: number }),
    ),
  }),
);

export const inventoryConfigurations = z.array(
  z.strictObject({
    Destination: report,
    Enabled: flag,
    Id: text,
    IncludedObjectVersions: z.enum(['All', 'Current']),
    OptionalFields: z.array(text).optional(),
    Prefix: text.optional(),
    ScheduleFrequency: z.enum(['Daily', 'Weekly']),
  }),
);

export const loggingConfiguration = z.strictObject({
  DestinationBucketName: text.optional(),
  LogFilePrefix: text.optional(),
  TargetObjectKeyFormat: z
    .strictObject({
      SimplePrefix: z.strictObject({}).optional(),
      PartitionedPrefix: z
        .strictObject({ PartitionDateSource: z.enum(['EventTime', 'DeliveryTime']).optional() })
        .optional(),
    })
    .optional(),
});

export const metricsConfigurations = z.array(
  z.strictObject({
    AccessPointArn: text.optional(),
    Id: text,
    Prefix: text.optional(),
    TagFilters: keyValueList.optional(),
  }),
);

const replicationFilter = z.strictObject({
  And: z.strictObject({ Prefix: text.optional(), TagFilters: keyValueList.optional() }).optional(),
  Prefix: text.optional(),
  TagFilter: z.strictObject({ Key: text, Value: text }).optional(),
});

const storageClasses = [
  ...['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING'],
  ...['GLACIER', 'GLACIER_IR', 'DEEP_ARCHIVE'],
];

const replicationDestination = z.strictObject({
  AccessControlTranslation: z.strictObject({ Owner: z.literal('Destination') }).optional(),
  Account: text.optional(),
  Bucket: text,
  EncryptionConfiguration: z.strictObject({ ReplicaKmsKeyID: text }).optional(),
  Metrics: status.extend({ EventThreshold: z.strictObject({ Minutes: number }).optional() }).optional(),
  ReplicationTime: status.extend({ Time: z.strictObject({ Minutes: number }) }).optional(),
  StorageClass: z.enum(storageClasses).optional(),
});

export const replicationConfiguration = z.strictObject({
  Role: text,
  Rules: z.array(
    z.strictObject({
      DeleteMarkerReplication: status.partial().optional(),
      Destination: replicationDestination,
      Filter: replicationFilter.optional(),
      Id: text.optional(),
      Prefix: text.optional(),
      Priority: number.optional(),
      SourceSelectionCriteria: z
        .strictObject({
          ReplicaModifications: status.optional(),
          SseKmsEncryptedObjects: status.optional(),
        })
        .optional(),
      Status: enabledOrDisabled,
    }),
  ),
});
