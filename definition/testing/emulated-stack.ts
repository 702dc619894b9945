import type { JsonObject } from '../template/json-value.ts';

const topic = 'arn:aws:sns:ap-southeast-1:000000000000:news';
const role = 'arn:aws:iam::000000000000:role/shop';
const tags = [{ Key: 'team', Value: 'shop' }];
const reading = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};
const actions = { AlarmActions: [topic], OKActions: [topic], InsufficientDataActions: [topic] };

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
  Slow: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: 'slow',
      AlarmDescription: 'Slow answers',
      ActionsEnabled: true,
      ...actions,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 4,
      DatapointsToAlarm: 2,
      EvaluateLowSampleCountPercentile: 'ignore',
      Namespace: 'Shop',
      MetricName: 'Latency',
      Dimensions: [{ Name: 'Queue', Value: 'default' }],
      ExtendedStatistic: 'p99',
      Period: 60,
      Unit: 'Seconds',
      Threshold: 2,
      TreatMissingData: 'notBreaching',
      Tags: tags,
    },
  },
  Odd: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ComparisonOperator: 'GreaterThanUpperThreshold',
      EvaluationPeriods: 2,
      ThresholdMetricId: 'band',
      Metrics: [
        {
          Id: 'latency',
          AccountId: '000000000000',
          Label: 'Latency',
          ReturnData: true,
          MetricStat: {
            Metric: {
              Namespace: 'Shop',
              MetricName: 'Latency',
              Dimensions: [{ Name: 'Queue', Value: 'default' }],
            },
            Period: 60,
            Stat: 'Maximum',
            Unit: 'Seconds',
          },
        },
        { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(latency)', Period: 60 },
      ],
    },
  },
  Both: {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: {
      AlarmName: 'both',
      AlarmDescription: 'Both of them',
      AlarmRule: 'ALARM(slow) AND ALARM(odd)',
      ActionsEnabled: true,
      ActionsSuppressor: 'slow',
      ActionsSuppressorExtensionPeriod: 60,
      ActionsSuppressorWaitPeriod: 60,
      ...actions,
      Tags: tags,
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
