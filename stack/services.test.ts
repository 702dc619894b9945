import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { owned } from './testing/owned.ts';
import { storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production', imageTag: '3f2a1b' });

function container(name: string) {
  const definitions = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const found = definitions.find(({ Properties }) => Properties.Family === `spree-production-${name}`);
  return { task: found?.Properties, container: found?.Properties.ContainerDefinitions[0] };
}

const policies = (dimensions: object) =>
  Object.values(template.findResources('AWS::ApplicationAutoScaling::ScalingPolicy', dimensions)).length;

describe.each([
  ['web', 512, 1024, ['bin/rails', 'server', '-b', '0.0.0.0', '-p', '3000']],
  ['worker', 256, 512, ['bundle', 'exec', 'sidekiq', '-q', 'default', '-q', 'spree_webhooks']],
  ['oneoff', 1024, 2048, ['bin/rails', '--version']],
  ['seed', 1024, 2048, ['bin/rails', 'db:seed']],
])('task %s', (name, cpu, memory, command) => {
  const { task, container: definition } = container(name);

  it('has its size, name and command', () => {
    expect(task).toMatchObject({
      Cpu: String(cpu),
      Memory: String(memory),
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
    });
    expect(definition).toMatchObject({ Name: name, Command: command, Essential: true });
  });

  it('runs the image of the repository with the tag of the context', () => {
    const parts = definition.Image['Fn::Join'][1];
    expect(parts.at(-1)).toBe(':3f2a1b');
    expect(parts.at(-2)).toEqual({ Ref: expect.stringMatching(/^ImageRepository/) });
  });

  it('puts the URLs together inside the container and then becomes its command', () => {
    const auth = '$DATABASE_USERNAME:$DATABASE_PASSWORD';
    expect(definition.EntryPoint).toEqual([
      '/bin/sh',
      '-c',
      `export DATABASE_URL=postgres://${auth}@$DATABASE_HOST:$DATABASE_PORT/$DATABASE_NAME` +
        ` DATABASE_REPLICA_URL=postgres://${auth}@$DATABASE_REPLICA_HOST:$DATABASE_PORT/$DATABASE_NAME` +
        ' REDIS_URL=rediss://:$REDIS_AUTH_TOKEN@$REDIS_HOST:$REDIS_PORT/0' +
        ' REDIS_CACHE_URL=rediss://:$REDIS_AUTH_TOKEN@$REDIS_HOST:$REDIS_PORT/1; exec "$@"',
      'sh',
    ]);
  });

  it('is told where things are', () => {
    const environment = definition.Environment as { Name: string }[];
    expect(environment.map(({ Name }) => Name).sort()).toEqual([
      'DATABASE_HOST',
      'DATABASE_NAME',
      'DATABASE_PORT',
      'DATABASE_REPLICA_HOST',
      'MAIL_FROM',
      'PGSSLMODE',
      'PGSSLROOTCERT',
      'PORT',
      ...(name === 'worker'
        ? ['QUEUE_METRIC_DIMENSION', 'QUEUE_METRIC_NAME', 'QUEUE_METRIC_NAMESPACE', 'QUEUE_NAMES']
        : []),
      'RAILS_ENV',
      'RAILS_LOG_TO_STDOUT',
      'RAILS_MAX_THREADS',
      'RAILS_SERVE_STATIC_FILES',
      'REDIS_HOST',
      'REDIS_PORT',
      'S3_BUCKET',
      ...(name === 'seed' ? ['SEED_SAMPLE'] : []),
      'SERVICE_NAME',
      ...(name === 'worker' ? ['SMTP_ADDRESS', 'SMTP_PORT'] : []),
      'SSL_CERT_DIR',
      'STORE_HOST',
      'WEB_CONCURRENCY',
    ]);
  });

  it('gets each secret by its key', () => {
    const secrets = definition.Secrets as { Name: string; ValueFrom: { 'Fn::Join': [string, unknown[]] } }[];
    const keys = secrets.map(({ Name, ValueFrom }) => [Name, ValueFrom['Fn::Join'][1].at(-1)]);
    const { ADMIN_EMAIL, ADMIN_PASSWORD, ...others } = Object.fromEntries(keys);
    expect([ADMIN_EMAIL, ADMIN_PASSWORD]).toEqual(
      name === 'seed' ? [':email::', ':password::'] : [undefined, undefined],
    );
    expect(others).toEqual({
      DATABASE_USERNAME: ':username::',
      DATABASE_PASSWORD: ':password::',
      REDIS_AUTH_TOKEN: ':token::',
      SECRET_KEY_BASE: ':secret_key_base::',
      ...(name === 'worker'
        ? {
            SMTP_USERNAME: ':secret:spree-production/smtp:username::',
            SMTP_PASSWORD: ':secret:spree-production/smtp:password::',
          }
        : {}),
    });
  });

  it('logs to the group of the environment, without waiting for it', () => {
    expect(definition.LogConfiguration).toEqual({
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': { Ref: expect.stringMatching(/^LogGroup/) },
        'awslogs-stream-prefix': name,
        'awslogs-region': 'ap-southeast-1',
        mode: 'non-blocking',
        'max-buffer-size': '26214400b',
      },
    });
  });
});

describe('services', () => {
  it('keep all tasks while they roll, and go back when new tasks fail', () => {
    for (const name of ['web', 'worker']) {
      template.hasResourceProperties('AWS::ECS::Service', {
        ServiceName: `spree-production-${name}`,
        LaunchType: 'FARGATE',
        DeploymentConfiguration: {
          MinimumHealthyPercent: 100,
          MaximumPercent: 200,
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        },
        NetworkConfiguration: { AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: 'DISABLED' }) },
      });
    }
  });

  it('leave the number of tasks to scaling', () => {
    const services = Object.values(template.findResources('AWS::ECS::Service'));
    expect(services.map(({ Properties }) => Properties.DesiredCount)).toEqual([undefined, undefined]);
  });

  it('start with the minimum in the deployment before they are in service, which then waits for them', () => {
    const first = storeTemplate({ environment: 'production', draft: '', imageTag: '3f2a1b' }, owned);
    const services = Object.values(first.findResources('AWS::ECS::Service'));
    expect(services.map(({ Properties }) => Properties.DesiredCount)).toEqual([2, 1]);
  });

  it('wait for the permissions of what starts their tasks', () => {
    for (const [id, { DependsOn }] of Object.entries(template.findResources('AWS::ECS::Service'))) {
      const name = id.replace(/Service.*/, '');
      expect(DependsOn).toContainEqual(
        expect.stringMatching(`^${name}TaskDefinitionExecutionRoleDefaultPolicy`),
      );
    }
  });

  it('give their tags to their tasks, whose processor is named', () => {
    template.allResourcesProperties('AWS::ECS::Service', { PropagateTags: 'SERVICE' });
    for (const name of ['web', 'worker', 'oneoff']) {
      expect(container(name).task.RuntimePlatform).toEqual({
        CpuArchitecture: 'X86_64',
        OperatingSystemFamily: 'LINUX',
      });
    }
  });

  it('may run another image than one-off tasks, whose migrations come first', () => {
    const release = storeTemplate({
      environment: 'production',
      imageTag: '3f2a1b',
      oneOffImageTag: '9c8d7e',
    });
    const tags = Object.values(release.findResources('AWS::ECS::TaskDefinition')).flatMap(
      ({ Properties: { Family, ContainerDefinitions } }) => {
        const tag = ContainerDefinitions[0].Image['Fn::Join']?.[1].at(-1);
        return tag === undefined ? [] : [[Family.replace('spree-production-', ''), tag]];
      },
    );
    const { web, worker, ...oneOffs } = Object.fromEntries(tags);
    expect([web, worker]).toEqual([':3f2a1b', ':3f2a1b']);
    expect(new Set(Object.values(oneOffs))).toEqual(new Set([':9c8d7e']));
  });

  it('run nothing in a first deployment, when there is no image yet', () => {
    const first = storeTemplate({ environment: 'production', tasks: 'none' });
    first.allResourcesProperties('AWS::ECS::Service', { DesiredCount: 0 });
    first.allResourcesProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 0 });
  });

  it('check the health of the web container and its target, with a grace period and sticky sessions', () => {
    expect(container('web').container.HealthCheck).toEqual({
      Command: ['CMD-SHELL', 'curl -fsS http://localhost:3000/up || exit 1'],
      Interval: 30,
      Timeout: 5,
      Retries: 3,
      StartPeriod: 120,
    });
    template.hasResourceProperties('AWS::ECS::Service', { HealthCheckGracePeriodSeconds: 120 });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 3000,
      TargetType: 'ip',
      HealthCheckPath: '/up',
      Matcher: { HttpCode: '200' },
      TargetGroupAttributes: Match.arrayWith([
        { Key: 'deregistration_delay.timeout_seconds', Value: '60' },
        { Key: 'stickiness.enabled', Value: 'true' },
      ]),
    });
  });

  it('check that Sidekiq runs with a pattern that does not find the check itself', () => {
    const [, command] = container('worker').container.HealthCheck.Command;
    expect(command).toBe("pgrep -f '[s]idekiq' || exit 1");
    expect(command).not.toContain('sidekiq');
  });

  it('get new tasks once the hour is over in which the password of the store changes', () => {
    const schedules = Object.values(template.findResources('AWS::Scheduler::Schedule'));
    expect(schedules.map(({ Properties }) => Properties.ScheduleExpression)).toEqual([
      'cron(15 19 1 * ? *)',
      'cron(15 19 1 * ? *)',
    ]);
  });
});

describe('scaling', () => {
  it('moves web between 2 and 10 tasks and worker between 1 and 5', () => {
    const targets = Object.values(template.findResources('AWS::ApplicationAutoScaling::ScalableTarget'));
    expect(targets.map(({ Properties: { MinCapacity, MaxCapacity } }) => [MinCapacity, MaxCapacity])).toEqual(
      [
        [2, 10],
        [1, 5],
      ],
    );
  });

  it.each([
    ['CPU at 70 %, both services', 'ECSServiceAverageCPUUtilization', 70, 2],
    ['memory at 80 %, web', 'ECSServiceAverageMemoryUtilization', 80, 1],
    ['1000 requests per target, web', 'ALBRequestCountPerTarget', 1000, 1],
  ])('follows %s', (_title, metric, target, count) => {
    const configuration = {
      TargetValue: target,
      PredefinedMetricSpecification: { PredefinedMetricType: metric },
    };
    expect(
      policies({
        Properties: {
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: Match.objectLike(configuration),
        },
      }),
    ).toBe(count);
  });

  it('follows how long jobs wait, worker', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: Match.objectLike({
        TargetValue: 60,
        CustomizedMetricSpecification: {
          Namespace: 'Spree/Queue',
          MetricName: 'QueueLatency',
          Dimensions: [
            { Name: 'Service', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WorkerService'), 'Name'] } },
          ],
          Statistic: 'Average',
        },
      }),
    });
  });
});
