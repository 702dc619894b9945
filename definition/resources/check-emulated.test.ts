import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../template/json-value.ts';
import { checkEmulated, type emulatedSchemas } from './check-emulated.ts';
import { readTemplate } from './testing/read-template.ts';

const check = (Type: keyof typeof emulatedSchemas, Properties: JsonObject) => () =>
  checkEmulated(readTemplate({ It: { Type, Properties } }));

const queue = (properties: JsonObject) => check('AWS::SQS::Queue', properties);
const topic = (properties: JsonObject) => check('AWS::SNS::Topic', properties);

const trusting = {
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
};
const reading = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const role = (statement: JsonObject, more: JsonObject = {}) =>
  check('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [{ ...trusting, ...statement }] },
    ...more,
  });
const policy = (statement: JsonObject) =>
  check('AWS::IAM::Policy', {
    PolicyName: 'reading',
    Roles: ['shop'],
    PolicyDocument: { Version: '2012-10-17', Statement: { ...reading, ...statement } },
  });

describe('what AWS refuses is refused before LocalStack gets it', () => {
  test.each<[string, () => void, string]>([
    ['a long wait', queue({ ReceiveMessageWaitTimeSeconds: 21 }), 'a whole number from 0 to 20'],
    ['a long time out of sight', queue({ VisibilityTimeout: 43_201 }), 'VisibilityTimeout is 43201'],
    [
      'a name with a dot',
      queue({ QueueName: 'jobs.high' }),
      'QueueName is "jobs.high": expected up to 80 letters',
    ],
    [
      'a queue in order without its ending',
      queue({ QueueName: 'jobs', FifoQueue: true }),
      'a name must end in .fifo',
    ],
    [
      'the ending without the order',
      queue({ QueueName: 'jobs.fifo' }),
      'if FifoQueue is true, and must not otherwise',
    ],
    [
      'deduplication without the order',
      queue({ ContentBasedDeduplication: true }),
      'ContentBasedDeduplication is true: it needs FifoQueue to be true',
    ],
    [
      'a dead-letter queue without a count',
      queue({ RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:123456789012:dead' } }),
      'RedrivePolicy.maxReceiveCount is missing',
    ],
    [
      'a topic in order without its ending',
      topic({ TopicName: 'news', FifoTopic: true }),
      'a name must end in .fifo',
    ],
    ['a way to sign', topic({ SignatureVersion: 3 }), 'SignatureVersion is 3'],
    ['a short session', role({}, { MaxSessionDuration: 60 }), 'a whole number from 3600 to 43200'],
    ['a path without a slash', role({}, { Path: 'shop' }), 'a path must begin and end with a slash'],
    [
      'a policy attached twice',
      role({}, { ManagedPolicyArns: ['arn:aws:iam::aws:policy/A', 'arn:aws:iam::aws:policy/A'] }),
      'a policy can be attached only once',
    ],
    ['a resource of a trust policy', role({ Resource: '*' }), 'Statement.0 is {"Effect"'],
    ['a principal of a policy', policy({ Principal: '*' }), 'Unrecognized key: "Principal"'],
    ['an effect', policy({ Effect: 'Permit' }), 'Effect'],
    [
      'a policy without actions',
      policy({ Action: { Ref: 'AWS::NoValue' } }),
      'a statement has either Action or NotAction',
    ],
  ])('%s', (_name, read, message) => {
    expect(read).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY', message: expect.stringContaining(message) }),
    );
  });
});

test('a property that LocalStack would ignore is refused by its name', () => {
  expect(queue({ VisibilityTimeoutSeconds: 60 })).toThrow(
    'It (AWS::SQS::Queue): VisibilityTimeoutSeconds is not supported locally: it is not a known property',
  );
  expect(topic({ DataProtectionPolicy: { Name: 'masked' } })).toThrow('messages would be delivered unmasked');
});

test('policies may be written as JSON, and with one statement for a list', () => {
  expect(policy({})).not.toThrow();
  expect(role({})).not.toThrow();
  expect(queue({ RedrivePolicy: '{"deadLetterTargetArn":"arn:dead","maxReceiveCount":"3"}' })).not.toThrow();
});
