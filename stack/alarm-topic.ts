import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Aws } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

/**
 * Where alarms go, and from there to the addresses of the environment. `enforceSSL` writes a policy, which replaces the
 * default one of SNS: without a statement of its own, CloudWatch could not publish.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/US_SetupSNS.html
 */
export function createAlarmTopic(scope: Construct, settings: Settings): Topic {
  const topic = new Topic(scope, 'Topic', { topicName: `${settings.prefix}-alarms`, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': settings.account ?? Aws.ACCOUNT_ID } },
    }),
  );
  for (const email of settings.alarmEmails) topic.addSubscription(new EmailSubscription(email));
  return topic;
}
