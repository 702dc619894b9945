import { z } from 'zod';
import type { AwsClients } from '../../aws/clients.ts';
import { Secret } from '../../failure/secret.ts';
import { signedHeaders } from '../../local/aws/signed-request.ts';
import { waitUntil } from '../../time/wait-until.ts';

const publishedSchema = z.object({ TopicArn: z.string(), Subject: z.string(), Message: z.string() });

/** A message of a topic as SNS hands it to a queue. */
export type Published = z.infer<typeof publishedSchema>;

/** A queue that gets what is published to a topic. */
export interface TopicQueue {
  /** Takes messages out of it until one is wanted, for which it waits two minutes at most. */
  next(isWanted: (message: Published) => boolean): Promise<Published>;
}

const keys = { accessKeyId: 'test', secretAccessKey: new Secret('test') };
const region = 'ap-southeast-1';
const longestMs = 120_000;
const createdSchema = z.object({ QueueUrl: z.string() });
const attributesSchema = z.object({ Attributes: z.object({ QueueArn: z.string() }) });
const receivedSchema = z.object({
  Messages: z.array(z.object({ Body: z.string(), ReceiptHandle: z.string() })).default([]),
});

/** Makes a queue that is subscribed to a topic. */
export async function queueOn(topicArn: string, clients: AwsClients, endpoint: string): Promise<TopicQueue> {
  const QueueName = `of-${topicArn.split(':').at(-1)}`;
  const { QueueUrl } = createdSchema.parse(await askSqs(endpoint, 'CreateQueue', { QueueName }));
  const { Attributes } = attributesSchema.parse(
    await askSqs(endpoint, 'GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const sns = await clients.sns();
  await sns.subscribe({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes.QueueArn });
  const take = async () => {
    const wait = { QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 10 };
    const [message] = receivedSchema.parse(await askSqs(endpoint, 'ReceiveMessage', wait)).Messages;
    if (message === undefined) return undefined;
    await askSqs(endpoint, 'DeleteMessage', { QueueUrl, ReceiptHandle: message.ReceiptHandle });
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

/** No SDK client of SQS is installed, as nothing else needs one. */
async function askSqs(endpoint: string, operation: string, input: object): Promise<unknown> {
  const body = JSON.stringify(input);
  const request = { method: 'POST', url: new URL(endpoint), body, service: 'sqs', region };
  const { host: _, ...signed } = signedHeaders(request, keys, new Date());
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      ...signed,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
    },
    body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${operation} answered ${answer.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
