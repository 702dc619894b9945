import { z } from 'zod';
import { number, text } from '../../properties/scalars.ts';

const switched = z.enum(['ENABLED', 'DISABLED']);
const table = {
  TableName: text.optional(),
  TableArn: text.optional(),
  EncryptionConfiguration: z
    .strictObject({ KmsKeyArn: text.optional(), SseAlgorithm: z.enum(['aws:kms', 'AES256']) })
    .optional(),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-metadataconfiguration.html */
export const metadataConfiguration = z.strictObject({
  Destination: z
    .strictObject({
      TableBucketArn: text.optional(),
      TableBucketType: z.enum(['aws', 'customer']),
      TableNamespace: text.optional(),
    })
    .optional(),
  JournalTableConfiguration: z.strictObject({
    ...table,
    RecordExpiration: z.strictObject({ Days: number.optional(), Expiration: switched }),
  }),
  InventoryTableConfiguration: z.strictObject({ ...table, ConfigurationState: switched }).optional(),
  AnnotationTableConfiguration: z
    .strictObject({ ...table, Role: text.optional(), ConfigurationState: switched })
    .optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-metadatatableconfiguration.html */
export const metadataTableConfiguration = z.strictObject({
  S3TablesDestination: z.strictObject({
    TableBucketArn: text,
    TableName: text,
    TableArn: text.optional(),
    TableNamespace: text.optional(),
  }),
});
