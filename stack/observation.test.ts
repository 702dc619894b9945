import { describe, expect, it } from 'vitest';
import { environments } from './environments.ts';
import { storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' });

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

describe('dashboard', () => {
  it('shows every alarm and the metrics that scaling follows', () => {
    const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard?.Properties.DashboardBody);
    const shown = ['AlarmsWebTasks', 'AlarmsNatErrors2', 'CPUUtilization', 'MemoryUtilization'];
    for (const name of [...shown, 'RequestCountPerTarget', 'QueueLatency']) expect(body).toContain(name);
  });

  it.each(Object.keys(environments))('shows what every alarm of %s watches', (environment) => {
    const stack = storeTemplate({ environment });
    const [dashboard] = Object.values(stack.findResources('AWS::CloudWatch::Dashboard'));
    const body = JSON.stringify(dashboard?.Properties.DashboardBody).replaceAll('\\"', '"');
    const watched = Object.values(stack.findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties: { Namespace, MetricName } }) => `"${Namespace}","${MetricName}"`,
    );
    expect(watched.length).toBeGreaterThan(10);
    expect(watched.filter((metric) => !body.includes(metric))).toEqual([]);
  });
});
