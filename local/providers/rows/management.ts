import { attributes } from '../../../definition/values/attributes.ts';
import { queueName } from '../../../definition/values/management.ts';
import type { LocalView, Provision, Rows } from '../provision.ts';

/** As LocalStack itself tells it, by the strategy that the compose file sets. */
const queueUrl = (resource: LocalView) =>
  `${resource.awsEndpoint}/queue/${resource.region}/${resource.accountId}/${queueName(resource)}`;

function deployed(why: string, nameProperty?: string): Provision {
  return {
    provider: 'localstack',
    faithfulness: 'as-aws',
    why,
    localstack: nameProperty === undefined ? {} : { nameProperty },
  };
}

function evaluated(why: string): Provision {
  return { provider: 'control-plane', faithfulness: 'approximated', why };
}

function missing(why: string): Provision {
  return {
    provider: 'none',
    faithfulness: 'absent',
    why,
  };
}

const noDelivery = 'Access logs are not delivered; they stay with the edge.';
const noEnforcement = 'LocalStack stores it; policies are not enforced.';
const noPolicies = 'LocalStack does not enforce policies.';

/** IAM, logs, alarms, topics and queues. */
export const managementRows: Rows = {
  'AWS::IAM::Role': {
    ...deployed(
      'LocalStack stores it; policies are not enforced. Credentials of tasks are keys of the local S3 server.',
      'RoleName',
    ),
    faithfulness: 'approximated',
  },
  'AWS::IAM::Policy': { ...deployed(noEnforcement), faithfulness: 'approximated' },
  'AWS::IAM::ManagedPolicy': {
    ...deployed(noEnforcement, 'ManagedPolicyName'),
    faithfulness: 'approximated',
  },
  'AWS::IAM::ServiceLinkedRole': {
    ...missing('No AWS service acts on your behalf locally.'),
    placeholders: () => true,
  },
  'AWS::IAM::InstanceProfile': missing('There are no EC2 instances locally.'),
  'AWS::Logs::LogGroup': {
    ...deployed(
      'LocalStack stores the log events; it does not delete them after the retention period.',
      'LogGroupName',
    ),
    faithfulness: 'approximated',
  },
  'AWS::Logs::MetricFilter': missing('Metrics are not extracted from log events.'),
  'AWS::Logs::QueryDefinition': missing('CloudWatch Logs Insights is not available locally.'),
  'AWS::Logs::LogStream': missing('The control plane creates the log streams that it writes to.'),
  'AWS::Logs::SubscriptionFilter': missing('Log events are not forwarded.'),
  'AWS::Logs::Delivery': missing(noDelivery),
  'AWS::Logs::DeliverySource': missing(noDelivery),
  'AWS::Logs::DeliveryDestination': missing(noDelivery),
  'AWS::Logs::ResourcePolicy': missing(noPolicies),
  'AWS::CloudWatch::Alarm': evaluated(
    'The control plane evaluates it; metrics arrive earlier than on AWS, and what does not run locally, such as a NAT gateway, has none.',
  ),
  'AWS::CloudWatch::CompositeAlarm': evaluated('The control plane evaluates its rule.'),
  'AWS::CloudWatch::AnomalyDetector': missing('Anomaly detection is not available locally.'),
  'AWS::CloudWatch::Dashboard': missing('There is no local console to display it.'),
  'AWS::SNS::Topic': {
    ...deployed('LocalStack accepts published messages.'),
    localstack: { nameProperty: 'TopicName', withoutProperties: ['KmsMasterKeyId'] },
  },
  'AWS::SNS::Subscription': {
    ...deployed(
      'LocalStack delivers to queues and HTTP endpoints. Notifications of alarms reach addresses on the mail page, without a confirmation; no other mail, no SMS and no function call is delivered.',
    ),
    faithfulness: 'approximated',
    localstack: { refIsGenerated: true, withoutProperties: ['ReplayPolicy', 'SubscriptionRoleArn'] },
  },
  'AWS::SNS::TopicPolicy': missing(noPolicies),
  'AWS::SQS::Queue': {
    ...deployed('LocalStack stores the messages.'),
    localstack: { nameProperty: 'QueueName', withoutProperties: ['KmsMasterKeyId'] },
    localValues: attributes({ Ref: queueUrl, QueueUrl: queueUrl }),
  },
  'AWS::SQS::QueuePolicy': missing(noPolicies),
  'AWS::Scheduler::Schedule': missing('Schedules are not run locally.'),
  'AWS::Scheduler::ScheduleGroup': missing('Schedules are not run locally.'),
  'AWS::Events::Rule': missing('Nothing emits EventBridge events locally.'),
  'AWS::Lambda::Function': missing(
    'Lambda functions are not run; those that CDK adds serve custom resources.',
  ),
  'AWS::Lambda::Permission': missing('Lambda functions are not run.'),
  'AWS::Lambda::LayerVersion': missing('Lambda functions are not run.'),
  'AWS::Lambda::Version': missing('Lambda functions are not run.'),
  'AWS::CDK::Metadata': missing('It reports CDK construct usage to AWS.'),
  'AWS::Budgets::Budget': missing('Local resources incur no costs.'),
  'AWS::Backup::BackupVault': missing('Backups are not performed.'),
  'AWS::Backup::BackupPlan': missing('Backups are not performed.'),
  'AWS::Backup::BackupSelection': missing('Backups are not performed.'),
  'AWS::CloudFormation::WaitCondition': missing('Wait conditions are not evaluated.'),
  'AWS::CloudFormation::WaitConditionHandle': {
    ...missing('Wait conditions are not evaluated.'),
    placeholders: () => true,
  },
};
