import { z } from 'zod';
import type { Keys } from '../../aws/clients.ts';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';
import { httpRequest } from '../../net/http-request.ts';
import { signedHeaders } from './signed-request.ts';

/**
 * How many messages a queue has.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export type QueueAttributes = z.infer<typeof attributesSchema>['Attributes'];

/** Reads a queue. Raises `QUEUE_UNREADABLE` if SQS refuses it, and what the connection raises. */
export type QueueReader = (queueName: string) => Promise<QueueAttributes>;

export interface QueueConnection {
  readonly endpoint: string;
  readonly region: () => string;
  readonly now: () => number;
  /** For each of the two requests. */
  readonly timeoutMs?: number;
}

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

/** LocalStack accepts these. */
const keys: Keys = { accessKeyId: 'test', secretAccessKey: new Secret('test') };

/** A `QueueReader` on LocalStack. No SDK client of SQS is installed, as two requests are all there is. */
export function queueReader(connection: QueueConnection): QueueReader {
  return async (QueueName) => {
    const { QueueUrl } = urlSchema.parse(await ask(connection, 'GetQueueUrl', { QueueName }));
    const asked = { QueueUrl, AttributeNames };
    return attributesSchema.parse(await ask(connection, 'GetQueueAttributes', asked)).Attributes;
  };
}

/** One request in SQS's AWS JSON protocol. */
async function ask(
  { endpoint, region, now, timeoutMs = 5000 }: QueueConnection,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const url = new URL(endpoint);
  const request = { method: 'POST', url, body: JSON.stringify(input), service: 'sqs', region: region() };
  const headers = {
    ...signedHeaders(request, keys, new Date(now())),
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `AmazonSQS.${operation}`,
  };
  const { status, text } = await httpRequest(url, { method: 'POST', body: input, headers, timeoutMs });
  if (status !== 200) throw new Failure('QUEUE_UNREADABLE', `${operation} failed with ${status}: ${text}`);
  return JSON.parse(text);
}
