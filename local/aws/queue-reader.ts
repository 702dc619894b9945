import { z } from 'zod';
import { type QueueConnection, sqsRequest } from './sqs-request.ts';

/**
 * How many messages a queue has.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export type QueueAttributes = z.infer<typeof attributesSchema>['Attributes'];

/** Reads a queue. Raises `QUEUE_UNREADABLE` if SQS refuses it, and what the connection raises. */
export type QueueReader = (queueName: string) => Promise<QueueAttributes>;

const count = z.coerce.number().int().nonnegative();
const urlSchema = z.object({ QueueUrl: z.string() });
const attributesSchema = z.object({
  Attributes: z.object({
    ApproximateNumberOfMessages: count,
    ApproximateNumberOfMessagesNotVisible: count,
    ApproximateNumberOfMessagesDelayed: count,
  }),
});
const AttributeNames = Object.keys(attributesSchema.shape.Attributes.shape);

/** A `QueueReader` on LocalStack. */
export function queueReader(connection: QueueConnection): QueueReader {
  return async (QueueName) => {
    const { QueueUrl } = urlSchema.parse(await sqsRequest(connection, 'GetQueueUrl', { QueueName }));
    const asked = { QueueUrl, AttributeNames };
    return attributesSchema.parse(await sqsRequest(connection, 'GetQueueAttributes', asked)).Attributes;
  };
}
