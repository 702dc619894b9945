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

/** What nothing refers to by more than its name. */
const named = single((resource) => `${resource.stackName}-${resource.logicalId}`);
const identified = single((resource) => `${resource.stackName}-${resource.logicalId}`, 'Id');

/** A resource whose `Ref` is its name, which its ARN ends in. */
function namedWithArn(property: string, arn: (resource: ResourceView, name: string) => string) {
  const name = (resource: ResourceView) => nameOf(resource, property);
  return attributes({ Ref: name, Arn: (resource) => arn(resource, name(resource)) });
}

const functionArn = (resource: ResourceView) =>
  arnOf(resource, 'lambda', `function:${nameOf(resource, 'FunctionName', 64)}`);
const layerArn = (resource: ResourceView) =>
  arnOf(resource, 'lambda', `layer:${nameOf(resource, 'LayerName')}:1`);

/** A version of a function, which the template gives by its name or its ARN. */
function versionArn(resource: ResourceView): string {
  const name = textOf(resource, 'FunctionName') ?? '';
  return `${name.startsWith('arn:') ? name : arnOf(resource, 'lambda', `function:${name}`)}:1`;
}

const subscriptionArn = (resource: ResourceView) =>
  `${textOf(resource, 'TopicArn')}:${idOf(resource, '', 32)}`;
const deliveryId = (resource: ResourceView) => idOf(resource, '', 16);
const vaultName = (resource: ResourceView) => nameOf(resource, 'BackupVaultName', 50);
const planId = (resource: ResourceView) => idOf(resource, '', 32);

/** IAM, logs, alarms, topics, queues, functions and whatever is only known by its name. */
export const managementValues: ValuesByType = {
  'AWS::IAM::Role': attributes({
    Ref: roleName,
    Arn: (resource) =>
      globalArnOf(resource, 'iam', `role${textOf(resource, 'Path') ?? '/'}${roleName(resource)}`),
    RoleId: (resource) => idOf(resource, 'AROA').toUpperCase(),
  }),
  'AWS::IAM::Policy': single((resource) => nameOf(resource, 'PolicyName'), 'Id'),
  'AWS::IAM::ManagedPolicy': single(
    (resource) => globalArnOf(resource, 'iam', `policy/${nameOf(resource, 'ManagedPolicyName', 128)}`),
    'PolicyArn',
  ),
  'AWS::IAM::ServiceLinkedRole': single((resource) => nameOf(resource, 'RoleName'), 'RoleName'),
  'AWS::IAM::InstanceProfile': namedWithArn('InstanceProfileName', (resource, name) =>
    globalArnOf(resource, 'iam', `instance-profile${textOf(resource, 'Path') ?? '/'}${name}`),
  ),
  'AWS::Logs::LogGroup': attributes({
    Ref: logGroupName,
    Arn: (resource) => arnOf(resource, 'logs', `log-group:${logGroupName(resource)}:*`),
  }),
  'AWS::Logs::MetricFilter': named,
  'AWS::Logs::QueryDefinition': named,
  'AWS::Logs::LogStream': named,
  'AWS::Logs::SubscriptionFilter': named,
  'AWS::Logs::Delivery': attributes({
    Ref: deliveryId,
    DeliveryId: deliveryId,
    Arn: (resource) => arnOf(resource, 'logs', `delivery:${deliveryId(resource)}`),
  }),
  'AWS::Logs::DeliverySource': namedWithArn('Name', (resource, name) =>
    arnOf(resource, 'logs', `delivery-source:${name}`),
  ),
  'AWS::Logs::DeliveryDestination': namedWithArn('Name', (resource, name) =>
    arnOf(resource, 'logs', `delivery-destination:${name}`),
  ),
  'AWS::Logs::ResourcePolicy': named,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': alarm,
  'AWS::CloudWatch::AnomalyDetector': identified,
  'AWS::CloudWatch::Dashboard': named,
  'AWS::SNS::Topic': attributes({
    Ref: topicArn,
    TopicArn: topicArn,
    TopicName: topicName,
  }),
  'AWS::SNS::Subscription': single(subscriptionArn, 'Arn'),
  'AWS::SNS::TopicPolicy': identified,
  'AWS::SQS::Queue': attributes({
    Ref: queueUrl,
    QueueUrl: queueUrl,
    QueueName: queueName,
    Arn: (resource) => arnOf(resource, 'sqs', queueName(resource)),
  }),
  'AWS::SQS::QueuePolicy': identified,
  'AWS::Scheduler::Schedule': namedWithArn('Name', (resource, name) =>
    arnOf(resource, 'scheduler', `schedule/${textOf(resource, 'GroupName') ?? 'default'}/${name}`),
  ),
  'AWS::Scheduler::ScheduleGroup': namedWithArn('Name', (resource, name) =>
    arnOf(resource, 'scheduler', `schedule-group/${name}`),
  ),
  'AWS::Events::Rule': namedWithArn('Name', (resource, name) => arnOf(resource, 'events', `rule/${name}`)),
  'AWS::Lambda::Function': attributes({
    Ref: (resource) => nameOf(resource, 'FunctionName', 64),
    Arn: functionArn,
  }),
  'AWS::Lambda::Permission': identified,
  'AWS::Lambda::LayerVersion': single(layerArn, 'LayerVersionArn'),
  'AWS::Lambda::Version': single(versionArn, 'FunctionArn'),
  'AWS::CDK::Metadata': named,
  'AWS::Budgets::Budget': identified,
  'AWS::Backup::BackupVault': attributes({
    Ref: vaultName,
    BackupVaultName: vaultName,
    BackupVaultArn: (resource) => arnOf(resource, 'backup', `backup-vault:${vaultName(resource)}`),
  }),
  'AWS::Backup::BackupPlan': attributes({
    Ref: planId,
    BackupPlanId: planId,
    BackupPlanArn: (resource) => arnOf(resource, 'backup', `backup-plan:${planId(resource)}`),
  }),
  'AWS::Backup::BackupSelection': identified,
  'AWS::CloudFormation::WaitCondition': identified,
  'AWS::CloudFormation::WaitConditionHandle': identified,
};
