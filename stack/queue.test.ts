import { Match, type Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { applicationFrom } from '../application/testing/applications.ts';
import { storeTemplate, synthesize } from './testing/synthesize.ts';

const solidQueue = applicationFrom(
  'redis: false',
  'worker:',
  '  command: [bin/jobs, start]',
  `  healthCommand: "pgrep -f '[s]olid-queue' || exit 1"`,
  '  queues: [mail, pictures]',
  '  metric: { namespace: Shop/Jobs, name: OldestJob, dimension: Worker }',
);

const { templates } = synthesize({ environment: 'production' }, { application: solidQueue });
const template = templates.get('spree-production');

function containers(from: Template | undefined): readonly {
  Name: string;
  Command: unknown;
  HealthCheck?: unknown;
  Environment: readonly { Name: string }[];
}[] {
  const definitions = Object.values(from?.findResources('AWS::ECS::TaskDefinition') ?? {});
  return definitions.flatMap(({ Properties }) => Properties.ContainerDefinitions);
}

it('runs the worker of another queue, with its health check, and tells it what to work off and publish', () => {
  expect(containers(template).find(({ Name }) => Name === 'worker')).toMatchObject({
    Command: ['bin/jobs', 'start'],
    HealthCheck: { Command: ['CMD-SHELL', "pgrep -f '[s]olid-queue' || exit 1"] },
    Environment: expect.arrayContaining([
      { Name: 'QUEUE_NAMES', Value: 'mail,pictures' },
      { Name: 'QUEUE_METRIC_NAMESPACE', Value: 'Shop/Jobs' },
      { Name: 'QUEUE_METRIC_NAME', Value: 'OldestJob' },
      { Name: 'QUEUE_METRIC_DIMENSION', Value: 'Worker' },
    ]),
  });
});

it('scales and alarms by the metric of another queue, which alone the worker may publish', () => {
  template?.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    TargetTrackingScalingPolicyConfiguration: Match.objectLike({
      CustomizedMetricSpecification: Match.objectLike({
        Namespace: 'Shop/Jobs',
        MetricName: 'OldestJob',
        Dimensions: [{ Name: 'Worker', Value: Match.anyValue() }],
      }),
    }),
  });
  template?.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'Shop/Jobs',
    MetricName: 'OldestJob',
  });
  template?.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: Match.objectLike({
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'cloudwatch:PutMetricData',
          Condition: { StringEquals: { 'cloudwatch:namespace': 'Shop/Jobs' } },
        }),
      ]),
    }),
  });
});

it('says nothing of Sidekiq where the store has another queue', () => {
  expect(template).toBeDefined();
  expect(JSON.stringify(template?.toJSON()).match(/.{0,60}sidekiq.{0,60}/gi) ?? []).toEqual([]);
});

it('watches a worker that publishes no metric by its tasks and its CPU alone', () => {
  const silent = storeTemplate(
    { environment: 'production' },
    {},
    applicationFrom('worker: { command: [node, jobs.js], metric: none }'),
  );
  expect(
    JSON.stringify(silent.toJSON()).match(/.{0,40}(QueueLatency|QUEUE_METRIC|PutMetricData).{0,40}/g),
  ).toBeNull();
  const worker = containers(silent).find(({ Name }) => Name === 'worker');
  expect(worker).not.toHaveProperty('HealthCheck');
  expect(worker?.Environment).toContainEqual({ Name: 'QUEUE_NAMES', Value: 'default,spree_webhooks' });
  silent.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'spree-production-WorkerTasks' });
});
