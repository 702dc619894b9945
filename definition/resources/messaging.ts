import { z } from 'zod';
import { readProperties } from '../properties/read-properties.ts';
import { rejectDuplicates } from '../properties/reject-duplicates.ts';
import { flag, keyValues, text, wholeNumber } from '../properties/scalars.ts';
import { recorded, refused } from '../properties/standing.ts';
import { type ResolvedTemplate, resourcesOfType } from '../resolution/resolved-template.ts';

const notEncrypted = 'Nothing is encrypted at rest on the local side.';

const redrive = z.strictObject({
  deadLetterTargetArn: text,
  maxReceiveCount: wholeNumber(1, 1000),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const queueSchema = z
  .strictObject({
    QueueName: text
      .refine(
        (name) => /^[A-Za-z0-9_-]{1,80}$|^[A-Za-z0-9_-]{1,75}\.fifo$/.test(name),
        'legal are up to 80 letters, digits, - and _',
      )
      .optional(),
    FifoQueue: flag.optional(),
    ContentBasedDeduplication: flag.optional(),
    DeduplicationScope: text.pipe(z.enum(['queue', 'messageGroup'])).optional(),
    FifoThroughputLimit: recorded('The local queue has no limit of its own.'),
    DelaySeconds: wholeNumber(0, 900).optional(),
    MaximumMessageSize: wholeNumber(1024, 1_048_576).optional(),
    MessageRetentionPeriod: wholeNumber(60, 1_209_600).optional(),
    ReceiveMessageWaitTimeSeconds: wholeNumber(0, 20).optional(),
    VisibilityTimeout: wholeNumber(0, 43_200).optional(),
    RedrivePolicy: redrive.optional(),
    RedriveAllowPolicy: recorded('The local side lets every queue be the source of a dead-letter queue.'),
    KmsMasterKeyId: recorded(notEncrypted),
    KmsDataKeyReusePeriodSeconds: recorded(notEncrypted),
    SqsManagedSseEnabled: recorded(notEncrypted),
    Tags: keyValues.optional(),
  })
  .superRefine(({ QueueName, FifoQueue = false, ContentBasedDeduplication, DeduplicationScope }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (QueueName !== undefined && QueueName.endsWith('.fifo') !== FifoQueue)
      fault('QueueName', 'the names of FIFO queues, and only those, end in .fifo');
    if (ContentBasedDeduplication && !FifoQueue)
      fault('ContentBasedDeduplication', 'FIFO queues alone have it');
    if (DeduplicationScope !== undefined && !FifoQueue)
      fault('DeduplicationScope', 'FIFO queues alone have it');
  });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const topicSchema = z
  .strictObject({
    TopicName: text
      .refine(
        (name) => /^[A-Za-z0-9_-]{1,256}$|^[A-Za-z0-9_-]{1,251}\.fifo$/.test(name),
        'legal are up to 256 letters, digits, - and _',
      )
      .optional(),
    DisplayName: text.optional(),
    FifoTopic: flag.optional(),
    ContentBasedDeduplication: flag.optional(),
    Subscription: refused(
      'subscriptions are not played: leave them to AWS::SNS::Subscription, which is known to be absent',
    ),
    KmsMasterKeyId: recorded(notEncrypted),
    ArchivePolicy: recorded('Messages are not archived.'),
    DataProtectionPolicy: recorded('Messages are not inspected.'),
    DeliveryStatusLogging: recorded('Nothing is delivered that could be logged.'),
    FifoThroughputScope: recorded('The local topic has no limit of its own.'),
    MaximumMessageSize: recorded('The local topic has the limit of LocalStack.'),
    SignatureVersion: recorded('Nothing is delivered that could be signed.'),
    TracingConfig: recorded('There is no X-Ray.'),
    Tags: keyValues.optional(),
  })
  .superRefine(({ TopicName, FifoTopic = false, ContentBasedDeduplication }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (TopicName !== undefined && TopicName.endsWith('.fifo') !== FifoTopic)
      fault('TopicName', 'the names of FIFO topics, and only those, end in .fifo');
    if (ContentBasedDeduplication && !FifoTopic)
      fault('ContentBasedDeduplication', 'FIFO topics alone have it');
  });

/** Fails with `TEMPLATE_BAD_PROPERTY` or `TEMPLATE_UNSUPPORTED_PROPERTY` for a queue or a topic that cannot be made. */
export function rejectBadMessaging(template: ResolvedTemplate): void {
  const of = (type: string, schema: z.ZodType) =>
    resourcesOfType(template, type).map((resource) => {
      readProperties(resource, schema);
      return { resource, name: String(template.values(resource.logicalId, 'Ref')) };
    });
  rejectDuplicates(of('AWS::SQS::Queue', queueSchema), 'QueueName', ({ name }) => name);
  rejectDuplicates(of('AWS::SNS::Topic', topicSchema), 'TopicName', ({ name }) => name);
}
