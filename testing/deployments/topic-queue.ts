import { z } from 'zod';
import type { AwsClients } from '../../aws/clients.ts';
import { sqsRequest } from '../../local/aws/sqs-request.ts';
import { waitUntil } from '../../time/wait-until.ts';

const publishedSchema = z.object({ TopicArn: z.string(), Subject: z.string(), Message: z.string() });

/** A message of a topic as SNS hands it to a queue. */
export type Published = z.infer<typeof publishedSchema>;

/** A queue that gets what is published to a topic. */
export interface TopicQueue {
  /** Takes messages out of it until one is wanted, for which it waits two minutes at most. */
  next(isWanted: (message: Published) => boolean): Promise<Published>;
}

const region = 'ap-southeast-1';
const longestMs = 120_000;
const longestPollMs = 10_000;
const createdSchema = z.object({ QueueUrl: z.string() });
const attributesSchema = z.object({ Attributes: z.object({ QueueArn: z.string() }) });
const receivedSchema = z.object({
  Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).default([]),
});

/** Makes a queue that is subscribed to a topic. */
export async function queueOn(topicArn: string, clients: AwsClients, endpoint: string): Promise<TopicQueue> {
  const queues = { endpoint, region: () => region, now: Date.now, timeoutMs: 2 * longestPollMs };
  const QueueName = `of-${topicArn.split(':').at(-1)}`;
  const { QueueUrl } = createdSchema.parse(await sqsRequest(queues, 'CreateQueue', { QueueName }));
  const { Attributes } = attributesSchema.parse(
    await sqsRequest(queues, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const sns = await clients.sns();
  await sns.subscribe({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes.QueueArn });
  const take = async () => {
    const wait = { QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: longestPollMs / 1000 };
    const [message] = receivedSchema.parse(await sqsRequest(queues, 'ReceiveMessage', wait)).Messages;
    if (message === undefined) return undefined;
    await sqsRequest(queues, 'DeleteMessage', { QueueUrl, ReceiptHandle: message.ReceiptHandle });
    return publishedSchema.parse(JSON.parse(message.Body));
  };
  const wait = { what: `a message of ${topicArn}`, timeoutMs: longestMs };
  return {
    next: (isWanted) =>
      waitUntil(wait, async () => {
        const message = await take();
        return message !== undefined && isWanted(message) ? message : undefined;
      }),
  };
}
