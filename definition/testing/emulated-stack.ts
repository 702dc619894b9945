import type { JsonObject } from '../template/json-value.ts';

const role = 'arn:aws:iam::000000000000:role/shop';
const tags = [{ Key: 'team', Value: 'shop' }];
const reading = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};

/** Resources of the types that LocalStack provides, with everything that a template may say of them. */
export const emulatedResources: JsonObject = {
  Jobs: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: 'jobs.fifo',
      FifoQueue: true,
      ContentBasedDeduplication: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      DelaySeconds: 1,
      MaximumMessageSize: 2048,
      MessageRetentionPeriod: 3600,
      ReceiveMessageWaitTimeSeconds: 10,
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
      Tags: tags,
    },
  },
  Dead: {
    Type: 'AWS::SQS::Queue',
    Properties: {
      FifoQueue: true,
      KmsMasterKeyId: 'key',
      RedriveAllowPolicy: {
        redrivePermission: 'byQueue',
        sourceQueueArns: ['arn:aws:sqs:ap-southeast-1:000000000000:jobs.fifo'],
      },
    },
  },
  News: {
    Type: 'AWS::SNS::Topic',
    Properties: {
      TopicName: 'news.fifo',
      FifoTopic: true,
      ContentBasedDeduplication: true,
      FifoThroughputScope: 'Topic',
      DisplayName: 'News',
      KmsMasterKeyId: 'key',
      MaximumMessageSize: 2048,
      SignatureVersion: '2',
      Subscription: [{ Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Jobs', 'Arn'] } }],
      Tags: tags,
    },
  },
  Events: {
    Type: 'AWS::SNS::Topic',
  },
  Subscriber: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'Events' },
      Protocol: 'sqs',
      Endpoint: 'arn:aws:sqs:ap-southeast-1:000000000000:events',
      FilterPolicy: { kind: ['order'] },
      FilterPolicyScope: 'MessageBody',
      RawMessageDelivery: true,
      DeliveryPolicy: { healthyRetryPolicy: { numRetries: 3 } },
      RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:ap-southeast-1:000000000000:dead' },
      Region: 'ap-southeast-1',
      ReplayPolicy: { PointType: 'Timestamp', StartingPoint: '2026-01-01T00:00:00.000Z' },
      SubscriptionRoleArn: role,
    },
  },
  Reader: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'reader',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } },
        ],
      },
      Description: 'Reads',
      ManagedPolicyArns: [{ Ref: 'Reading' }],
      MaxSessionDuration: 7200,
      Path: '/shop/',
      PermissionsBoundary: role,
      Policies: [{ PolicyName: 'reading', PolicyDocument: reading }],
      Tags: tags,
    },
  },
  Reading: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ManagedPolicyName: 'reading',
      Description: 'Reads',
      Path: '/shop/',
      PolicyDocument: reading,
      Groups: ['readers'],
      Roles: ['reader'],
      Users: ['ada'],
    },
  },
  Inline: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'inline',
      PolicyDocument: reading,
      Groups: ['readers'],
      Roles: [{ Ref: 'Reader' }],
      Users: ['ada'],
    },
  },
};
