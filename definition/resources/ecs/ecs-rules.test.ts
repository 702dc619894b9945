import { describe, expect, test } from 'vitest';
import { resolveTemplate } from '../../resolution/resolve-template.ts';
import type { JsonObject } from '../../template/json-value.ts';
import { parseTemplate } from '../../template/template.ts';
import { toWorkload } from '../../to-workload.ts';

const container: JsonObject = { Name: 'app', Image: 'shop:1' };
const task: JsonObject = {
  Cpu: '256',
  Memory: '512',
  NetworkMode: 'awsvpc',
  RequiresCompatibilities: ['FARGATE'],
  ExecutionRoleArn: 'arn:aws:iam::123456789012:role/execution',
  ContainerDefinitions: [container],
};
const service: JsonObject = {
  TaskDefinition: 'Task',
  LaunchType: 'FARGATE',
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } },
};

function read(changes: {
  readonly task?: JsonObject;
  readonly service?: JsonObject;
  readonly others?: JsonObject;
}) {
  const resources = {
    ...changes.others,
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ...task, ...changes.task } },
    Web: { Type: 'AWS::ECS::Service', Properties: { ...service, ...changes.service } },
  };
  const template = parseTemplate({ Resources: resources }, 'a test');
  const stack = { stackName: 'shop', region: 'eu-west-1', accountId: '123456789012', template };
  return toWorkload(resolveTemplate(stack, (id, name) => (name === 'Ref' ? id : `${id}/${name}`)));
}

const withContainer = (more: JsonObject): JsonObject => ({
  ContainerDefinitions: [{ ...container, ...more }],
});

describe('a template is refused for what ECS would refuse at the deployment', () => {
  test.each<[string, JsonObject, string]>([
    [
      'a size that Fargate does not have',
      { Memory: '4096' },
      'Memory is "4096": No Fargate configuration exists',
    ],
    ['a long stop timeout', withContainer({ StopTimeout: 180 }), 'ContainerDefinitions.0.StopTimeout is 180'],
    ['a stop timeout of one second', withContainer({ StopTimeout: 1 }), 'StopTimeout is 1'],
    [
      'a health check every second',
      withContainer({ HealthCheck: { Command: ['CMD-SHELL', 'true'], Interval: 1 } }),
      'ContainerDefinitions.0.HealthCheck.Interval is 1',
    ],
    [
      'a health check that names no shell',
      withContainer({ HealthCheck: { Command: ['curl -f localhost'] } }),
      'HealthCheck.Command is ["curl -f localhost"]',
    ],
    [
      'a health check of another kind',
      withContainer({ HealthCheck: { Command: ['curl', 'localhost'] } }),
      'HealthCheck.Command is ["curl","localhost"]: it has to begin with CMD or CMD-SHELL',
    ],
    [
      'a limit that Linux does not have',
      withContainer({ Ulimits: [{ Name: 'files', SoftLimit: 1, HardLimit: 1 }] }),
      'Ulimits.0.Name is "files"',
    ],
    [
      'a reservation above the limit',
      withContainer({ Memory: 128, MemoryReservation: 256 }),
      "MemoryReservation is 256: The 'memoryReservation' of a container is more than its 'memory'",
    ],
    [
      'a secret of the name of a variable',
      withContainer({
        Environment: [{ Name: 'A', Value: 'b' }],
        Secrets: [{ Name: 'A', ValueFrom: '/shop/a' }],
      }),
      'Secrets.0.Name is "A": The secret name must be unique',
    ],
    [
      'another port of the host',
      withContainer({ PortMappings: [{ ContainerPort: 8080, HostPort: 80 }] }),
      'ContainerDefinitions.0.PortMappings.0.HostPort is 80: When networkMode=awsvpc',
    ],
    [
      'a network mode of EC2',
      { NetworkMode: 'bridge' },
      'NetworkMode is "bridge": Fargate only supports network mode \'awsvpc\'',
    ],
    [
      'no container that is essential',
      withContainer({ Essential: false }),
      'At least one container must be marked essential',
    ],
    [
      'two containers of one name',
      { ContainerDefinitions: [container, container] },
      'Container names must be unique',
    ],
    [
      'a mount of no volume',
      withContainer({ MountPoints: [{ SourceVolume: 'cache', ContainerPath: '/cache' }] }),
      'MountPoints.0.SourceVolume is "cache": Unknown volume \'cache\'',
    ],
    [
      'logs without the prefix of their streams',
      {
        ...withContainer({
          LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': 'shop' } },
        }),
        ExecutionRoleArn: 'arn:aws:iam::000000000000:role/x',
      },
      'LogConfiguration.Options is {"awslogs-group":"shop"}: Fargate requires log configuration options to include awslogs-stream-prefix',
    ],
    [
      'logs of no group',
      withContainer({ LogConfiguration: { LogDriver: 'awslogs', Options: {} } }),
      'LogConfiguration.Options.awslogs-group is nothing',
    ],
    [
      'a kernel parameter of the whole machine',
      withContainer({ SystemControls: [{ Namespace: 'vm.swappiness', Value: 1 }] }),
      'SystemControls.0.Namespace is "vm.swappiness"',
    ],
    [
      'a file of variables that is no .env',
      withContainer({ EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::shop/settings.txt' }] }),
      'EnvironmentFiles.0.Value is "arn:aws:s3:::shop/settings.txt"',
    ],
  ])('for %s', (_fault, changes, message) => {
    expect(() => read({ task: changes })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_BAD_PROPERTY',
        message: expect.stringContaining(`Task (AWS::ECS::TaskDefinition): `),
      }),
    );
    expect(() => read({ task: changes })).toThrow(message);
  });

  test.each<[string, JsonObject, string]>([
    [
      'instances of EC2',
      { LaunchType: 'EC2' },
      'LaunchType is "EC2": No Container Instances were found in your cluster',
    ],
    [
      'limits with which nothing can roll',
      { DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 100 } },
      'DeploymentConfiguration.MaximumPercent is 100: Both maximumPercent and minimumHealthyPercent',
    ],
    [
      'limits that zone rebalancing does not allow',
      {
        AvailabilityZoneRebalancing: 'ENABLED',
        DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
      },
      'Availability Zone Rebalancing does not support maximumPercent <= 100 %',
    ],
    ['no network', { NetworkConfiguration: {} }, 'NetworkConfiguration'],
  ])('for %s', (_fault, changes, message) => {
    expect(() => read({ service: changes })).toThrow(message);
  });
});

describe('what ECS has and the local side has not is refused by name', () => {
  test.each<[string, JsonObject]>([
    ['FirelensConfiguration', { FirelensConfiguration: { Type: 'fluentbit' } }],
    ['RestartPolicy.Enabled', { RestartPolicy: { Enabled: true } }],
    [
      'RepositoryCredentials',
      { RepositoryCredentials: { CredentialsParameter: 'arn:aws:secretsmanager:x' } },
    ],
    ['Privileged', { Privileged: true }],
    ['PortMappings.0.ContainerPortRange', { PortMappings: [{ ContainerPortRange: '3000-3005' }] }],
    ['Hostname', { Hostname: 'shop' }],
    ['LinuxParameters.SharedMemorySize', { LinuxParameters: { SharedMemorySize: 256 } }],
    [
      'LogConfiguration.Options.awslogs-multiline-pattern',
      {
        LogConfiguration: {
          LogDriver: 'awslogs',
          Options: { 'awslogs-group': 'shop', 'awslogs-multiline-pattern': '^INFO' },
        },
      },
    ],
    ['Unheard', { Unheard: 1 }],
    ['environment', { environment: [] }],
  ])('such as %s of a container', (path, changes) => {
    expect(() => read({ task: withContainer(changes) })).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`ContainerDefinitions.0.${path} is`) }),
    );
  });

  test.each<[string, JsonObject]>([
    ['DeploymentConfiguration.Strategy', { DeploymentConfiguration: { Strategy: 'CANARY' } }],
    ['DeploymentConfiguration.BakeTimeInMinutes', { DeploymentConfiguration: { BakeTimeInMinutes: 5 } }],
    [
      'DeploymentConfiguration.LifecycleHooks',
      { DeploymentConfiguration: { LifecycleHooks: [{ HookTargetArn: 'arn:aws:lambda:x' }] } },
    ],
    ['ServiceRegistries', { ServiceRegistries: [{ RegistryArn: 'arn:aws:servicediscovery:x' }] }],
    ['SchedulingStrategy', { SchedulingStrategy: 'DAEMON' }],
    ['PlacementStrategies', { PlacementStrategies: [{ Type: 'spread' }] }],
  ])('such as %s of a service', (path, changes) => {
    expect(() => read({ service: changes })).toThrow(
      expect.objectContaining({ message: expect.stringContaining(`Web (AWS::ECS::Service): ${path} is`) }),
    );
  });
});

test('text stands for a number or a boolean, as CloudFormation has it', () => {
  const { taskDefinitions } = read({
    task: withContainer({ StopTimeout: '30', Essential: 'true', PortMappings: [{ ContainerPort: '80' }] }),
  });
  expect(taskDefinitions[0]?.containerDefinitions[0]).toMatchObject({
    stopTimeoutSeconds: 30,
    essential: true,
    portMappings: [{ containerPort: 80 }],
  });
});

test('empty values say nothing, as in descriptions that AWS gives', () => {
  const more = { Links: [], DnsServers: [], Privileged: false, SystemControls: [], VolumesFrom: [] };
  expect(read({ task: withContainer(more) })).toEqual(read({}));
});

describe('a service without a launch type runs on Fargate', () => {
  const ofFargate = [{ CapacityProvider: 'FARGATE_SPOT', Weight: '1' }];
  const { LaunchType: _, ...silent } = service;
  const withCluster = (others: Readonly<Record<string, JsonObject>>) => {
    const resources = {
      Task: { Type: 'AWS::ECS::TaskDefinition', Properties: task },
      Web: { Type: 'AWS::ECS::Service', Properties: { ...silent, Cluster: 'Cluster' } },
      ...others,
    };
    const template = parseTemplate({ Resources: resources }, 'a test');
    const stack = { stackName: 'shop', region: 'eu-west-1', accountId: '123456789012', template };
    return toWorkload(resolveTemplate(stack, (id, name) => (name === 'Ref' ? id : `${id}/${name}`)));
  };

  test("by its cluster's default strategy", () => {
    const Properties = { DefaultCapacityProviderStrategy: ofFargate };
    expect(withCluster({ Cluster: { Type: 'AWS::ECS::Cluster', Properties } }).services).toHaveLength(1);
  });

  test('by a strategy that is associated with its cluster', () => {
    const Properties = { Cluster: 'Cluster', DefaultCapacityProviderStrategy: ofFargate };
    const Associations = { Type: 'AWS::ECS::ClusterCapacityProviderAssociations', Properties };
    const Cluster = { Type: 'AWS::ECS::Cluster', Properties: {} };
    expect(withCluster({ Cluster, Associations }).services).toHaveLength(1);
  });

  test('and by nothing else', () => {
    const Properties = { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'Instances' }] };
    expect(() => withCluster({ Cluster: { Type: 'AWS::ECS::Cluster', Properties } })).toThrow(
      'No Container Instances were found in your cluster',
    );
  });
});
