import { attributes } from '../../../definition/values/attributes.ts';
import { queueName } from '../../../definition/values/management.ts';
import type { LocalView, Realisation, Rows } from '../realisation.ts';

/** As LocalStack itself tells it, by the strategy that the compose file sets. */
const queueUrl = (resource: LocalView) =>
  `${resource.awsEndpoint}/queue/${resource.region}/${resource.accountId}/${queueName(resource)}`;

function alarm(why: string): Realisation {
  return {
    provider: 'localstack',
    faithfulness: 'approximated',
    why,
    localstack: { nameProperty: 'AlarmName' },
  };
}

function deployed(why: string, nameProperty?: string): Realisation {
  return {
    provider: 'localstack',
    faithfulness: 'as-aws',
    why,
    localstack: nameProperty === undefined ? {} : { nameProperty },
  };
}

function missing(why: string): Realisation {
  return {
    provider: 'not-realised',
    faithfulness: 'absent',
    why,
  };
}

const noDelivery = 'Access logs of the edge stay with the edge.';
const noEnforcement = 'LocalStack keeps it and gives out its credentials; it does not enforce policies.';

/** IAM, logs, alarms, topics and queues. */
export const managementRows: Rows = {
  'AWS::IAM::Role': { ...deployed(noEnforcement, 'RoleName'), faithfulness: 'approximated' },
  'AWS::IAM::Policy': { ...deployed(noEnforcement), faithfulness: 'approximated' },
  'AWS::IAM::ManagedPolicy': {
    ...deployed(noEnforcement, 'ManagedPolicyName'),
    faithfulness: 'approximated',
  },
  'AWS::IAM::ServiceLinkedRole': {
    ...missing('Nothing local acts on behalf of a service.'),
    placeholders: () => true,
  },
  'AWS::IAM::InstanceProfile': missing('There are no instances.'),
  'AWS::Logs::LogGroup': {
    ...deployed('LocalStack keeps the lines; it does not delete them after the retention.', 'LogGroupName'),
    faithfulness: 'approximated',
  },
  'AWS::Logs::MetricFilter': missing('Log lines are not turned into metrics.'),
  'AWS::Logs::QueryDefinition': missing('Logs Insights is not served locally.'),
  'AWS::Logs::LogStream': missing('The control plane creates the streams that it writes to.'),
  'AWS::Logs::SubscriptionFilter': missing('Log lines are not forwarded.'),
  'AWS::Logs::Delivery': missing(noDelivery),
  'AWS::Logs::DeliverySource': missing(noDelivery),
  'AWS::Logs::DeliveryDestination': missing(noDelivery),
  'AWS::Logs::ResourcePolicy': missing('LocalStack does not enforce policies.'),
  'AWS::CloudWatch::Alarm': alarm(
    'LocalStack holds it; what RDS, ElastiCache or NAT gateways would measure has no values.',
  ),
  'AWS::CloudWatch::CompositeAlarm': alarm('LocalStack holds it; its rule is not evaluated.'),
  'AWS::CloudWatch::AnomalyDetector': missing('LocalStack finds no anomalies.'),
  'AWS::CloudWatch::Dashboard': missing('There is no local console to show it in.'),
  'AWS::SNS::Topic': {
    ...deployed('LocalStack accepts what is published.'),
    localstack: { nameProperty: 'TopicName', withoutProperties: ['KmsMasterKeyId'] },
  },
  'AWS::SNS::Subscription': missing(
    'Published messages are not delivered: to no queue, function, e-mail address or URL.',
  ),
  'AWS::SNS::TopicPolicy': missing('LocalStack does not enforce policies.'),
  'AWS::SQS::Queue': {
    ...deployed('LocalStack holds the messages.'),
    localstack: { nameProperty: 'QueueName', withoutProperties: ['KmsMasterKeyId'] },
    localValues: attributes({ Ref: queueUrl, QueueUrl: queueUrl }),
  },
  'AWS::SQS::QueuePolicy': missing('LocalStack does not enforce policies.'),
  'AWS::Scheduler::Schedule': missing('Nothing runs on a schedule locally.'),
  'AWS::Scheduler::ScheduleGroup': missing('Nothing runs on a schedule locally.'),
  'AWS::Events::Rule': missing('Nothing that happens locally is an event of EventBridge.'),
  'AWS::Lambda::Function': missing('Functions are not run; those of CDK serve custom resources.'),
  'AWS::Lambda::Permission': missing('Functions are not run.'),
  'AWS::Lambda::LayerVersion': missing('Functions are not run.'),
  'AWS::Lambda::Version': missing('Functions are not run.'),
  'AWS::CDK::Metadata': missing('It tells AWS which CDK constructs are in use.'),
  'AWS::Budgets::Budget': missing('Nothing local costs money.'),
  'AWS::Backup::BackupVault': missing('Nothing is backed up.'),
  'AWS::Backup::BackupPlan': missing('Nothing is backed up.'),
  'AWS::Backup::BackupSelection': missing('Nothing is backed up.'),
  'AWS::CloudFormation::WaitCondition': missing('Nothing waits for it.'),
  'AWS::CloudFormation::WaitConditionHandle': {
    ...missing('Nothing waits for it.'),
    placeholders: () => true,
  },
};
