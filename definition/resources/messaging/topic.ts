import { z } from 'zod';
import { unencryptedAtRest } from '../../properties/common-reasons.ts';
import { flag, keyValueList, text, wholeNumber } from '../../properties/scalars.ts';
import { recorded, refused } from '../../properties/standing.ts';
import { uniqueList } from '../../properties/unique-list.ts';
import { fifoRules } from './fifo-rules.ts';

const protocols = ['http/s', 'sqs', 'lambda', 'firehose', 'application'];

const deliveryStatusLogging = z.strictObject({
  Protocol: z.enum(protocols),
  SuccessFeedbackRoleArn: text.optional(),
  SuccessFeedbackSampleRate: wholeNumber(0, 100).optional(),
  FailureFeedbackRoleArn: text.optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const topicSchema = z
  .strictObject({
    TopicName: text
      .refine(
        (name) => /^[A-Za-z0-9_-]{1,256}$|^[A-Za-z0-9_-]{1,251}\.fifo$/.test(name),
        'expected up to 256 letters, digits, hyphens and underscores',
      )
      .optional(),
    DisplayName: text.refine((name) => name.length <= 100, 'expected up to 100 characters').optional(),
    FifoTopic: flag.optional(),
    ContentBasedDeduplication: flag.optional(),
    FifoThroughputScope: z.enum(['Topic', 'MessageGroup']).optional(),
    ArchivePolicy: recorded('Messages are not archived for replay.', z.json()),
    Subscription: z.array(z.strictObject({ Endpoint: text, Protocol: text })).optional(),
    DataProtectionPolicy: refused('messages would be delivered unmasked'),
    DeliveryStatusLogging: recorded(
      'Delivery status is not logged.',
      uniqueList(deliveryStatusLogging, 'Protocol'),
    ),
    KmsMasterKeyId: recorded(unencryptedAtRest, text),
    MaximumMessageSize: wholeNumber(1024, 1_048_576).optional(),
    SignatureVersion: text.pipe(z.enum(['1', '2'])).optional(),
    TracingConfig: recorded('X-Ray is not available locally.', z.enum(['PassThrough', 'Active'])),
    Tags: keyValueList.optional(),
  })
  .superRefine(
    fifoRules('TopicName', 'FifoTopic', [
      'ContentBasedDeduplication',
      'FifoThroughputScope',
      'ArchivePolicy',
    ]),
  );
