import { expect, test } from 'vitest';
import { rejectBadMessaging } from './messaging.ts';
import { readTemplate } from './testing/read-template.ts';

const reject = (Type: string, Properties: object) => () =>
  rejectBadMessaging(readTemplate({ It: { Type, Properties } }));

test.each<[string, object, string]>([
  ['AWS::SQS::Queue', { QueueName: 'jobs.fifo' }, 'QueueName is "jobs.fifo": the names of FIFO queues'],
  [
    'AWS::SQS::Queue',
    { QueueName: 'jobs', FifoQueue: true },
    'QueueName is "jobs": the names of FIFO queues',
  ],
  ['AWS::SQS::Queue', { QueueName: 'a b' }, 'legal are up to 80 letters'],
  ['AWS::SQS::Queue', { VisibilityTimeout: 43_201 }, 'from 0 to 43200'],
  ['AWS::SQS::Queue', { DelaySeconds: 901 }, 'from 0 to 900'],
  ['AWS::SQS::Queue', { ContentBasedDeduplication: true }, 'FIFO queues alone have it'],
  ['AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 0, deadLetterTargetArn: 'a' } }, 'from 1 to 1000'],
  ['AWS::SQS::Queue', { VisibilityTimout: 1 }, 'VisibilityTimout is not supported locally'],
  ['AWS::SNS::Topic', { TopicName: 'events.fifo' }, 'the names of FIFO topics'],
  ['AWS::SNS::Topic', { Subscription: [{ Protocol: 'sqs', Endpoint: 'a' }] }, 'subscriptions are not played'],
])('what a %s cannot be is refused: %j', (type, properties, message) => {
  expect(reject(type, properties)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(new RegExp(`^It \\(${type}\\): .*${message}`)),
    }),
  );
});

test('a queue and a topic may have what AWS lets them have', () => {
  expect(reject('AWS::SQS::Queue', { QueueName: 'jobs.fifo', FifoQueue: 'true' })).not.toThrow();
  expect(reject('AWS::SNS::Topic', { DisplayName: 'Events' })).not.toThrow();
});
