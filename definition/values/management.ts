import { attributes, single, type ValuesByType } from './attributes.ts';
import { arnOf, globalArnOf, idOf, nameOf, type ResourceView, textOf } from './resource-view.ts';

const roleName = (resource: ResourceView) => nameOf(resource, 'RoleName', 64);
const logGroupName = (resource: ResourceView) => nameOf(resource, 'LogGroupName');
const alarmName = (resource: ResourceView) => nameOf(resource, 'AlarmName');
const topicName = (resource: ResourceView) => fifoName(resource, 'TopicName', 'FifoTopic', 256);
const topicArn = (resource: ResourceView) => arnOf(resource, 'sns', topicName(resource));
export const queueName = (resource: ResourceView) => fifoName(resource, 'QueueName', 'FifoQueue', 80);

/** CloudFormation ends the name that it makes for a queue or topic in order of arrival as SQS and SNS demand it. */
function fifoName(resource: ResourceView, property: string, fifo: string, limit: number): string {
  const isFifo = String(resource.property(fifo)) === 'true';
  if (!isFifo || textOf(resource, property) !== undefined) return nameOf(resource, property, limit);
  return `${nameOf(resource, property, limit - '.fifo'.length)}.fifo`;
}

const queueUrl = (resource: ResourceView) =>
  `https://sqs.${resource.region}.amazonaws.com/${resource.accountId}/${queueName(resource)}`;

const alarm = attributes({
  Ref: alarmName,
  Arn: (resource) => arnOf(resource, 'cloudwatch', `alarm:${alarmName(resource)}`),
});

/** What nothing else refers to by more than its name. */
const unnamed = single((resource) => `${resource.stackName}-${resource.logicalId}`, 'Arn');

/** IAM, logs, alarms, topics, queues, functions and whatever is only known by its name. */
export const managementValues: ValuesByType = {
  'AWS::IAM::Role': attributes({
    Ref: roleName,
    Arn: (resource) =>
      globalArnOf(resource, 'iam', `role${textOf(resource, 'Path') ?? '/'}${roleName(resource)}`),
    RoleId: (resource) => idOf(resource, 'AROA').toUpperCase(),
  }),
  'AWS::IAM::Policy': single((resource) => nameOf(resource, 'PolicyName')),
  'AWS::IAM::ManagedPolicy': single(
    (resource) => globalArnOf(resource, 'iam', `policy/${nameOf(resource, 'ManagedPolicyName', 128)}`),
    'PolicyArn',
  ),
  'AWS::IAM::ServiceLinkedRole': unnamed,
  'AWS::IAM::InstanceProfile': unnamed,
  'AWS::Logs::LogGroup': attributes({
    Ref: logGroupName,
    Arn: (resource) => arnOf(resource, 'logs', `log-group:${logGroupName(resource)}:*`),
  }),
  'AWS::Logs::MetricFilter': unnamed,
  'AWS::Logs::QueryDefinition': unnamed,
  'AWS::Logs::LogStream': unnamed,
  'AWS::Logs::SubscriptionFilter': unnamed,
  'AWS::Logs::Delivery': unnamed,
  'AWS::Logs::DeliverySource': unnamed,
  'AWS::Logs::DeliveryDestination': unnamed,
  'AWS::Logs::ResourcePolicy': unnamed,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': alarm,
  'AWS::CloudWatch::AnomalyDetector': unnamed,
  'AWS::CloudWatch::Dashboard': unnamed,
  'AWS::SNS::Topic': attributes({
    Ref: topicArn,
    TopicArn: topicArn,
    TopicName: topicName,
  }),
  'AWS::SNS::Subscription': unnamed,
  'AWS::SNS::TopicPolicy': unnamed,
  'AWS::SQS::Queue': attributes({
    Ref: queueUrl,
    QueueUrl: queueUrl,
    QueueName: queueName,
    Arn: (resource) => arnOf(resource, 'sqs', queueName(resource)),
  }),
  'AWS::SQS::QueuePolicy': unnamed,
  'AWS::Scheduler::Schedule': unnamed,
  'AWS::Scheduler::ScheduleGroup': unnamed,
  'AWS::Events::Rule': unnamed,
  'AWS::Lambda::Function': unnamed,
  'AWS::Lambda::Permission': unnamed,
  'AWS::Lambda::LayerVersion': unnamed,
  'AWS::Lambda::Version': unnamed,
  'AWS::CDK::Metadata': unnamed,
  'AWS::Budgets::Budget': unnamed,
  'AWS::Backup::BackupVault': unnamed,
  'AWS::Backup::BackupPlan': unnamed,
  'AWS::Backup::BackupSelection': unnamed,
  'AWS::CloudFormation::WaitCondition': unnamed,
  'AWS::CloudFormation::WaitConditionHandle': unnamed,
};
