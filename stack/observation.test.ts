import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' }, { alarmEmails: ['ops@example.com'] });

describe('logs', () => {
  it('of tasks are kept for seven days', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/ecs/spree-production',
      RetentionInDays: 7,
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });
});

describe('cluster', () => {
  it('has Container Insights', () => {
    template.hasResourceProperties('AWS::ECS::Cluster', {
      ClusterName: 'spree-production-cluster',
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
    });
  });
});

describe('alarms', () => {
  it('are the recommended ones', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => ({
      name: Properties.AlarmName,
      metric: `${Properties.Namespace} ${Properties.MetricName} ${Properties.Statistic}`,
      when: `${Properties.ComparisonOperator} ${Properties.Threshold}`,
      missing: Properties.TreatMissingData,
    }));
    const fewTasks = {
      metric: 'ECS/ContainerInsights RunningTaskCount Minimum',
      when: 'LessThanThreshold 1',
      missing: 'breaching',
    };
    const noPort = {
      metric: 'AWS/NATGateway ErrorPortAllocation Sum',
      when: 'GreaterThanThreshold 0',
      missing: 'notBreaching',
    };
    expect(alarms).toEqual([
      { name: 'spree-production-WebTasks', ...fewTasks },
      { name: 'spree-production-WorkerTasks', ...fewTasks },
      {
        name: 'spree-production-UnhealthyTargets',
        metric: 'AWS/ApplicationELB UnHealthyHostCount Maximum',
        when: 'GreaterThanThreshold 0',
        missing: 'notBreaching',
      },
      {
        name: 'spree-production-DatabaseCpu',
        metric: 'AWS/RDS CPUUtilization Average',
        when: 'GreaterThanThreshold 80',
        missing: 'notBreaching',
      },
      {
        name: 'spree-production-DatabaseStorage',
        metric: 'AWS/RDS FreeStorageSpace Minimum',
        when: 'LessThanThreshold 2147483648',
        missing: 'notBreaching',
      },
      { name: 'spree-production-NatErrors1', ...noPort },
      { name: 'spree-production-NatErrors2', ...noPort },
    ]);
  });

  it('go to a topic, and from there to the addresses of the environment', () => {
    const topic = { Ref: Match.stringLikeRegexp('^AlarmsTopic') };
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [topic], OKActions: [topic] });
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      TopicArn: topic,
    });
  });
});

describe('dashboard', () => {
  it('shows every alarm and the metrics that scaling follows', () => {
    const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    const shown = ['AlarmsWebTasks', 'AlarmsNatErrors2', 'CPUUtilization', 'MemoryUtilization'];
    for (const name of [...shown, 'RequestCountPerTarget', 'QueueLatency']) expect(body).toContain(name);
  });
});
