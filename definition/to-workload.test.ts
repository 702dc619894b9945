import { describe, expect, test } from 'vitest';
import { resolveTemplate } from './resolution/resolve-template.ts';
import { plainSettings } from './resources/ecs/plain-settings.ts';
import type { JsonObject, JsonValue } from './template/json-value.ts';
import { parseTemplate } from './template/template.ts';
import { toWorkload } from './to-workload.ts';
import type { Workload } from './workload.ts';

function read(resources: Readonly<Record<string, [type: string, properties: JsonObject]>>): Workload {
  const entries = Object.entries(resources).map(([id, [Type, Properties]]) => [id, { Type, Properties }]);
  const template = parseTemplate({ Resources: Object.fromEntries(entries) }, 'test');
  const stack = { stackName: 'shop', region: 'eu-west-1', accountId: '123456789012', template };
  return toWorkload(
    resolveTemplate(stack, (id, attribute) => (attribute === 'Ref' ? id : `${id}/${attribute}`)),
  );
}

const container: JsonObject = { Name: 'web', Image: 'shop' };
const task: JsonObject = {
  Cpu: 256,
  Memory: 512,
  NetworkMode: 'awsvpc',
  RequiresCompatibilities: ['FARGATE'],
  ContainerDefinitions: [container],
};
const network: JsonObject = { AwsvpcConfiguration: { Subnets: ['subnet-1'] } };
const service: JsonObject = { TaskDefinition: 'Task', LaunchType: 'FARGATE', NetworkConfiguration: network };

describe('what the template does not say is as the service itself has it', () => {
  test('a service', () => {
    const { services } = read({
      Task: ['AWS::ECS::TaskDefinition', task],
      Web: ['AWS::ECS::Service', service],
    });
    expect(services).toEqual([
      {
        logicalId: 'Web',
        name: 'Web/Name',
        cluster: 'default',
        taskDefinition: 'Task',
        desiredCount: 1,
        deploymentConfiguration: {
          minimumHealthyPercent: 100,
          maximumPercent: 200,
          circuitBreaker: { enable: false, rollback: false },
          alarms: { enable: false, rollback: false, alarmNames: [] },
        },
        ...plainSettings({}),
        loadBalancers: [],
        networkConfiguration: { subnets: ['subnet-1'], securityGroups: [], assignPublicIp: 'DISABLED' },
        tags: {},
      },
    ]);
  });

  test('a task definition', () => {
    expect(read({ Task: ['AWS::ECS::TaskDefinition', task] }).taskDefinitions).toEqual([
      {
        logicalId: 'Task',
        family: 'shop-Task',
        cpu: 256,
        memoryMiB: 512,
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        containerDefinitions: [
          {
            name: 'web',
            image: 'shop',
            essential: true,
            environment: [],
            secrets: [],
            portMappings: [],
            dependsOn: [],
            readonlyRootFilesystem: false,
            ulimits: [],
            initProcessEnabled: false,
            mountPoints: [],
            dockerLabels: {},
          },
        ],
        volumes: [],
        tags: {},
        removal: { whenDeleted: 'delete', whenReplaced: 'delete' },
      },
    ]);
  });
});

test('a service can publish some of its metrics more often than every minute', () => {
  const Monitoring = {
    MetricConfigurations: [{ MetricNames: ['CPUUtilization'], ResolutionSeconds: '20' }],
  };
  const { services } = read({
    Task: ['AWS::ECS::TaskDefinition', task],
    Web: ['AWS::ECS::Service', { ...service, Monitoring }],
  });
  expect(services[0]?.monitoring).toEqual({
    metricConfigurations: [{ metricNames: ['CPUUtilization'], resolutionSeconds: 20 }],
  });
});

test('a circuit breaker keeps its own threshold', () => {
  const DeploymentCircuitBreaker = {
    Enable: true,
    Rollback: false,
    ResetOnHealthyTask: false,
    ThresholdConfiguration: { Type: 'COUNT', Value: 5 },
  };
  const { services } = read({
    Task: ['AWS::ECS::TaskDefinition', task],
    Web: ['AWS::ECS::Service', { ...service, DeploymentConfiguration: { DeploymentCircuitBreaker } }],
  });
  expect(services[0]?.deploymentConfiguration.circuitBreaker).toEqual({
    enable: true,
    rollback: false,
    resetOnHealthyTask: false,
    threshold: { type: 'COUNT', value: 5 },
  });
});

describe('a bad property is named with its resource, path and value', () => {
  test.each<[string, string, JsonObject, string]>([
    [
      'no containers',
      'AWS::ECS::TaskDefinition',
      { ...task, ContainerDefinitions: [] },
      'ContainerDefinitions is []',
    ],
    [
      'a container without an image',
      'AWS::ECS::TaskDefinition',
      { ...task, ContainerDefinitions: [{ Name: 'web' }] },
      'ContainerDefinitions.0.Image is missing',
    ],
    [
      'a secret in clear',
      'AWS::ECS::TaskDefinition',
      {
        ...task,
        ContainerDefinitions: [
          { ...container, Environment: [{ Name: 'A', Value: '{{resolve:secretsmanager:a}}' }] },
        ],
      },
      'ContainerDefinitions.0.Environment.0.Value is "{{resolve:secretsmanager:a}}"',
    ],
    [
      'a behavior without an origin',
      'AWS::CloudFront::Distribution',
      {
        DistributionConfig: {
          Enabled: true,
          Origins: [{ Id: 'a', DomainName: 'b', S3OriginConfig: {} }],
          DefaultCacheBehavior: {
            TargetOriginId: 'c',
            ViewerProtocolPolicy: 'allow-all',
            CachePolicyId: 'd',
          },
        },
      },
      'DistributionConfig.DefaultCacheBehavior.TargetOriginId is "c"',
    ],
    ['a size in words', 'AWS::ECS::TaskDefinition', { ...task, Cpu: 'many' }, 'Cpu is "many"'],
    ['another scheme', 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'open' }, 'Scheme is "open"'],
    [
      'an algorithm',
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      {
        Port: 80,
        TargetType: 'ip',
        TargetGroupAttributes: [{ Key: 'load_balancing.algorithm.type', Value: 'luck' }],
      },
      'load_balancing.algorithm.type is "luck"',
    ],
    ['a number of replicas', 'AWS::ElastiCache::ReplicationGroup', { Port: 'high' }, 'Port is "high"'],
    [
      'a distribution with the older cache settings',
      'AWS::CloudFront::Distribution',
      {
        DistributionConfig: {
          Enabled: true,
          Origins: [{ Id: 'a', DomainName: 'b', S3OriginConfig: {} }],
          DefaultCacheBehavior: { TargetOriginId: 'a', ViewerProtocolPolicy: 'allow-all' },
        },
      },
      'use a cache policy',
    ],
    ['the name of a bucket', 'AWS::S3::Bucket', { BucketName: 'My_Bucket' }, 'BucketName is "My_Bucket"'],
  ])('%s', (_name, type, properties, message) => {
    expect(() => read({ Thing: [type, properties] })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_BAD_PROPERTY',
        message: expect.stringMatching(new RegExp(`^Thing \\(${type}\\): .*${literally(message)}`)),
      }),
    );
  });

  test('an AUTH token in clear is refused and not shown', () => {
    const readIt = () =>
      read({ Redis: ['AWS::ElastiCache::ReplicationGroup', { AuthToken: 'tell-nobody' }] });
    expect(readIt).toThrow(expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY' }));
    expect(readIt).not.toThrow(/tell-nobody/);
  });
});

test('a service with a target group that no listener forwards to is refused', () => {
  const LoadBalancers = [{ ContainerName: 'web', ContainerPort: 3000, TargetGroupArn: 'Stray' }];
  const container: JsonObject = { Name: 'web', Image: 'shop', PortMappings: [{ ContainerPort: 3000 }] };
  const readIt = () =>
    read({
      Task: ['AWS::ECS::TaskDefinition', { ...task, ContainerDefinitions: [container] }],
      Web: ['AWS::ECS::Service', { ...service, LoadBalancers }],
      Stray: ['AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 3000, TargetType: 'ip' }],
    });
  expect(readIt).toThrow('no listener forwards to the target group Stray');
});

test.each<[string, Parameters<typeof read>[0], string]>([
  [
    'a name twice',
    {
      First: ['AWS::Logs::LogGroup', { LogGroupName: '/shop' }],
      Second: ['AWS::Logs::LogGroup', { LogGroupName: '/shop' }],
    },
    'Second (AWS::Logs::LogGroup): LogGroupName is "/shop": First already has it',
  ],
  [
    'two policies of a bucket',
    {
      Site: ['AWS::S3::Bucket', {}],
      First: ['AWS::S3::BucketPolicy', { Bucket: 'Site', PolicyDocument: { Statement: [] } }],
      Second: ['AWS::S3::BucketPolicy', { Bucket: 'Site', PolicyDocument: { Statement: [] } }],
    },
    'Second (AWS::S3::BucketPolicy): Bucket is "Site": First already has it',
  ],
  [
    'a misspelt property that LocalStack would get',
    { Jobs: ['AWS::SQS::Queue', { Delay: 1 }] },
    'Jobs (AWS::SQS::Queue): Delay is not supported locally',
  ],
  [
    'a misspelt property that nobody would read',
    { Net: ['AWS::EC2::VPC', { Cidr: '10.0.0.0/16' }] },
    'Net (AWS::EC2::VPC): Cidr is not supported locally',
  ],
])('%s is refused, whichever type it is of', (_name, resources, message) => {
  expect(() => read(resources)).toThrow(message);
});

describe('a value that no resource of the template has is named', () => {
  test.each<[string, string, JsonObject, JsonValue]>([
    ['a task definition', 'AWS::ECS::Service', { ...service, TaskDefinition: 'Gone' }, 'Gone'],
    ['a source', 'AWS::RDS::DBInstance', { SourceDBInstanceIdentifier: 'arn:aws:rds:x:1:db:gone' }, 'gone'],
    [
      'a parameter group',
      'AWS::RDS::DBInstance',
      { Engine: 'postgres', EngineVersion: '16', DBParameterGroupName: 'mine' },
      'mine',
    ],
  ])('%s', (_name, type, properties, value) => {
    expect(() => read({ Thing: [type, properties] })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNRESOLVED_REFERENCE',
        message: expect.stringContaining(JSON.stringify(value)),
      }),
    );
  });
});

function literally(text: string): string {
  return text.replace(/[.[\](){}]/g, '\\$&');
}
