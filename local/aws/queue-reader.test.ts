import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { type QueueReader, queueReader } from './queue-reader.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function readerOf(listener: RequestListener, timeoutMs = 5000): Promise<QueueReader> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return queueReader({
    endpoint: `http://127.0.0.1:${port}`,
    region: () => 'ap-southeast-1',
    now: () => Date.parse('2026-11-26T12:00:00Z'),
    timeoutMs,
  });
}

const QueueUrl = 'http://127.0.0.1:4566/queue/ap-southeast-1/000000000000/jobs';

/** SQS, with what `GetQueueAttributes` has of the queue; a note of each request goes to `seen`. */
const sqs =
  (attributes: Readonly<Record<string, string>>, seen: unknown[] = []): RequestListener =>
  async (question, answer) => {
    const { method, headers } = question;
    const operation = headers['x-amz-target'];
    seen.push([method, operation, headers['content-type'], JSON.parse(await text(question))]);
    seen.push(headers.authorization);
    const isUrl = operation === 'AmazonSQS.GetQueueUrl';
    answer.end(JSON.stringify(isUrl ? { QueueUrl } : { Attributes: attributes }));
  };

describe('reading a queue', () => {
  it('asks for its URL and then for its attributes, in AWS JSON and signed for its region', async () => {
    const seen: unknown[] = [];
    const attributes = {
      ApproximateNumberOfMessages: '12',
      ApproximateNumberOfMessagesNotVisible: '3',
      ApproximateNumberOfMessagesDelayed: '0',
    };
    const read = await readerOf(sqs(attributes, seen));
    expect(await read('jobs')).toEqual({
      ApproximateNumberOfMessages: 12,
      ApproximateNumberOfMessagesNotVisible: 3,
      ApproximateNumberOfMessagesDelayed: 0,
    });
    const signature = expect.stringMatching(/Credential=test\/20261126\/ap-southeast-1\/sqs\/aws4_request/);
    const AttributeNames = Object.keys(attributes);
    const json = 'application/x-amz-json-1.0';
    expect(seen).toEqual([
      ['POST', 'AmazonSQS.GetQueueUrl', json, { QueueName: 'jobs' }],
      signature,
      ['POST', 'AmazonSQS.GetQueueAttributes', json, { QueueUrl, AttributeNames }],
      signature,
    ]);
  });

  it('fails with the answer of SQS for a queue that does not exist', async () => {
    const read = await readerOf((_question, answer) => {
      answer.statusCode = 400;
      answer.end('{"__type":"com.amazonaws.sqs#QueueDoesNotExist"}');
    });
    await expect(read('jobs')).rejects.toMatchObject({
      code: 'QUEUE_UNREADABLE',
      message: expect.stringMatching(/^GetQueueUrl failed with 400: .*QueueDoesNotExist/),
    });
  });

  it('fails if an attribute is missing, rather than taking it for zero', async () => {
    const read = await readerOf(sqs({ ApproximateNumberOfMessages: '12' }));
    await expect(read('jobs')).rejects.toThrow('ApproximateNumberOfMessagesNotVisible');
  });

  it('is given up if SQS does not answer', async () => {
    const read = await readerOf(() => undefined, 50);
    await expect(read('jobs')).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
