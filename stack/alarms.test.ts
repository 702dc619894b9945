import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { environments } from './environments.ts';
import { alarmBreaks } from './testing/alarm-breaks.ts';
import { owned } from './testing/owned.ts';
import { storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' }, { alarmEmails: ['ops@example.com'] });

const ownAccount = { Ref: 'AWS::AccountId' };

describe('an alarm that goes off', () => {
  it.each(Object.keys(environments))('reaches a subscriber, whichever it is, in %s', (environment) => {
    expect(alarmBreaks(storeTemplate({ environment }, owned), owned.account)).toEqual([]);
    // A draft has no account of its own.
    const draft = storeTemplate({ environment }, { account: undefined });
    expect(alarmBreaks(draft, ownAccount)).toEqual([]);
  });

  it.each<[string, string, (text: string) => string]>([
    [
      'a policy that does not let CloudWatch publish',
      'does not let CloudWatch publish',
      (text) => text.replace('cloudwatch.amazonaws.com', 'events.amazonaws.com'),
    ],
    ['alarms without an action', 'no action', (text) => text.replaceAll('"AlarmActions"', '"OtherActions"')],
    [
      'a topic without a subscriber',
      'has no subscriber',
      (text) => text.replaceAll('AWS::SNS::Subscription', 'Other'),
    ],
    [
      'a policy for the alarms of another account',
      'does not let CloudWatch publish',
      (text) =>
        text.replaceAll('"aws:SourceAccount":{"Ref":"AWS::AccountId"}', '"aws:SourceAccount":"999999999999"'),
    ],
    [
      'a policy with a condition that no alarm fulfils',
      'does not let CloudWatch publish',
      (text) => text.replaceAll('"aws:SourceAccount":', '"aws:PrincipalOrgID":'),
    ],
    [
      'a policy whose condition excludes this account',
      'does not let CloudWatch publish',
      (text) =>
        text.replaceAll('{"StringEquals":{"aws:SourceAccount"', '{"StringNotEquals":{"aws:SourceAccount"'),
    ],
    [
      'a policy that forbids what it should allow, because it forbids TLS',
      'forbids CloudWatch to publish',
      (text) => text.replaceAll('"aws:SecureTransport":"false"', '"aws:SecureTransport":"true"'),
    ],
    [
      'a topic that is encrypted with a key of AWS',
      'is encrypted with a key',
      (text) => text.replace('"TopicName":', '"KmsMasterKeyId":"alias/aws/sns","TopicName":'),
    ],
  ])('would be found to reach nobody: %s', (_title, fault, change) => {
    const written = JSON.stringify(template.toJSON());
    expect(change(written)).not.toBe(written);
    const found = alarmBreaks(Template.fromJSON(JSON.parse(change(written))), ownAccount);
    expect(found.length).toBeGreaterThan(10);
    expect(found.every((each) => each.includes(fault))).toBe(true);
  });

  it('can only be published by alarms of this account', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      }),
    });
  });

  it('says when it is over, and goes to each address of the environment', () => {
    const topic = { Ref: Match.stringLikeRegexp('^AlarmsTopic') };
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [topic], OKActions: [topic] });
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      TopicArn: topic,
    });
  });

  it('says what is wrong and what to do', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      expect(Properties.AlarmDescription).toMatch(/^(Critical|Warning): .{20,}\.$/);
    }
  });
});

describe('alarms', () => {
  it('are these', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) =>
      [
        Properties.AlarmName.replace('spree-production-', ''),
        `${Properties.Namespace} ${Properties.MetricName} ${Properties.Statistic}`,
        `${Properties.ComparisonOperator.replace('Threshold', '')} ${Properties.Threshold}`,
        `${Properties.EvaluationPeriods} x ${Properties.Period} s`,
        Properties.TreatMissingData,
      ].join(', '),
    );
    expect(alarms).toEqual([
      'WebTasks, ECS/ContainerInsights RunningTaskCount Minimum, LessThan 1, 2 x 60 s, breaching',
      'WorkerTasks, ECS/ContainerInsights RunningTaskCount Minimum, LessThan 1, 2 x 60 s, breaching',
      'UnhealthyTargets, AWS/ApplicationELB UnHealthyHostCount Maximum, GreaterThan 0, 4 x 60 s, notBreaching',
      'TargetErrors, AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum, GreaterThan 5, 2 x 60 s, notBreaching',
      'LoadBalancerErrors, AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum, GreaterThan 5, 2 x 60 s, notBreaching',
      'QueueLatency, Spree/Queue QueueLatency Average, GreaterThan 300, 5 x 60 s, notBreaching',
      'DatabaseCpu, AWS/RDS CPUUtilization Average, GreaterThan 80, 2 x 300 s, notBreaching',
      'DatabaseCredits, AWS/RDS CPUCreditBalance Minimum, LessThan 30, 2 x 300 s, notBreaching',
      'DatabaseStorage, AWS/RDS FreeStorageSpace Minimum, LessThan 2147483648, 2 x 300 s, notBreaching',
      'DatabaseConnections, AWS/RDS DatabaseConnections Maximum, GreaterThan 100.8, 2 x 300 s, notBreaching',
      'ReplicaLag, AWS/RDS ReplicaLag Maximum, GreaterThan 30, 2 x 300 s, notBreaching',
      'CacheMemory, AWS/ElastiCache DatabaseMemoryUsagePercentage Maximum, GreaterThan 75, 2 x 300 s, notBreaching',
      'RotationOfStore, AWS/Lambda Errors Sum, GreaterThan 0, 1 x 300 s, notBreaching',
      'RotationOfMaster, AWS/Lambda Errors Sum, GreaterThan 0, 1 x 300 s, notBreaching',
      'Renewal, AWS/SQS ApproximateNumberOfMessagesVisible Maximum, GreaterThan 0, 2 x 60 s, notBreaching',
      'NatErrors1, AWS/NATGateway ErrorPortAllocation Sum, GreaterThan 0, 2 x 300 s, notBreaching',
      'NatErrors2, AWS/NATGateway ErrorPortAllocation Sum, GreaterThan 0, 2 x 300 s, notBreaching',
    ]);
  });

  it('of tasks are left out where no tasks run, as they would be in alarm all the time', () => {
    const first = storeTemplate({ environment: 'production', tasks: 'none' });
    const names = Object.values(first.findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties.MetricName,
    );
    expect(names).not.toContain('RunningTaskCount');
    expect(names).not.toContain('UnHealthyHostCount');
  });

  it('of unhealthy targets wait longer than the health of a new task is forgiven', () => {
    const slow = storeTemplate({ environment: 'production' }, { healthCheckGraceSeconds: 600 });
    slow.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'UnHealthyHostCount',
      EvaluationPeriods: 12,
    });
  });

  it('watch the functions that rotate, and the calls for new tasks that failed', () => {
    const applications = Object.values(template.findResources('AWS::Serverless::Application'));
    expect(applications).toHaveLength(2);
    for (const { Properties } of applications) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/Lambda',
        Dimensions: [{ Name: 'FunctionName', Value: Properties.Parameters.functionName }],
      });
    }
    template.allResourcesProperties('AWS::Scheduler::Schedule', {
      Target: Match.objectLike({
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^FailedRenewals'), 'Arn'] } },
      }),
    });
  });
});
