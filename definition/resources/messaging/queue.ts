import { z } from 'zod';
import { parseJson } from '../../../json/parse-json.ts';
import { unencryptedAtRest } from '../../properties/common-reasons.ts';
import { flag, keyValueList, text, texts, wholeNumber } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import { fifoRules } from './fifo-rules.ts';

const fromJson = (value: unknown) => (typeof value === 'string' ? (parseJson(value) ?? value) : value);

const redrivePolicy = z.preprocess(
  fromJson,
  z.strictObject({ deadLetterTargetArn: text, maxReceiveCount: wholeNumber(1, 1000) }).optional(),
);

const redriveAllowPolicy = z.preprocess(
  fromJson,
  z
    .strictObject({
      redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']).optional(),
      sourceQueueArns: texts.max(10, 'at most ten queues can be named').optional(),
    })
    .optional(),
);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const queueSchema = z
  .strictObject({
    QueueName: text
      .refine(
        (name) => /^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$/.test(name),
        'expected up to 80 letters, digits, hyphens and underscores',
      )
      .optional(),
    FifoQueue: flag.optional(),
    ContentBasedDeduplication: flag.optional(),
    DeduplicationScope: z.enum(['messageGroup', 'queue']).optional(),
    FifoThroughputLimit: z.enum(['perQueue', 'perMessageGroupId']).optional(),
    DelaySeconds: wholeNumber(0, 900).optional(),
    MaximumMessageSize: wholeNumber(1024, 1_048_576).optional(),
    MessageRetentionPeriod: wholeNumber(60, 1_209_600).optional(),
    ReceiveMessageWaitTimeSeconds: wholeNumber(0, 20).optional(),
    VisibilityTimeout: wholeNumber(0, 43_200).optional(),
    RedrivePolicy: redrivePolicy,
    RedriveAllowPolicy: redriveAllowPolicy,
    KmsMasterKeyId: recorded(unencryptedAtRest, text),
    KmsDataKeyReusePeriodSeconds: recorded(unencryptedAtRest, wholeNumber(60, 86_400)),
    SqsManagedSseEnabled: recorded(unencryptedAtRest, flag),
    Tags: keyValueList.optional(),
  })
  .superRefine(
    fifoRules('QueueName', 'FifoQueue', [
      'ContentBasedDeduplication',
      'DeduplicationScope',
      'FifoThroughputLimit',
    ]),
  );
