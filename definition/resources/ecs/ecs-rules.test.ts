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

const noValue = { Ref: 'AWS::NoValue' };

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
    ['a tag of AWS’s own', { Tags: [{ Key: 'aws:team', Value: 'shop' }] }, 'Tags.0.Key is "aws:team"'],
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
      'HealthCheck.Command is ["curl","localhost"]: it must begin with CMD or CMD-SHELL',
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
      'a volume twice',
      { Volumes: [{ Name: 'cache' }, { Name: 'cache' }] },
      'Volumes.1.Name is "cache": Volume names must be unique: there is another \'cache\'',
    ],
    [
      'two mounts of one path',
      {
        Volumes: [{ Name: 'cache' }, { Name: 'files' }],
        ...withContainer({
          MountPoints: [
            { SourceVolume: 'cache', ContainerPath: '/data' },
            { SourceVolume: 'files', ContainerPath: '/data/' },
          ],
        }),
      },
      'MountPoints.1.ContainerPath is "/data/": The container app has the mount path \'/data\' more than once',
    ],
    [
      'a mount and a tmpfs at one path',
      {
        Volumes: [{ Name: 'cache' }],
        ...withContainer({
          MountPoints: [{ SourceVolume: 'cache', ContainerPath: '/data' }],
          LinuxParameters: { Tmpfs: [{ ContainerPath: '/data', Size: 8 }] },
        }),
      },
      'LinuxParameters.Tmpfs.0.ContainerPath is "/data"',
    ],
    [
      'a port twice',
      withContainer({ PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 80 }] }),
      "PortMappings.1.ContainerPort is 80: TCP host port '80' is mapped multiple times in task",
    ],
    [
      'a port of two containers',
      {
        ContainerDefinitions: [
          { ...container, PortMappings: [{ ContainerPort: 80 }] },
          { ...container, Name: 'proxy', PortMappings: [{ ContainerPort: 80 }] },
        ],
      },
      'ContainerDefinitions.1.PortMappings.0.ContainerPort is 80',
    ],
    [
      'two ports of one name',
      withContainer({
        PortMappings: [
          { ContainerPort: 80, Name: 'http' },
          { ContainerPort: 81, Name: 'http' },
        ],
      }),
      'PortMappings.1.Name is "http": Port mapping names must be unique',
    ],
    [
      'a variable without a name',
      withContainer({ Environment: [{ Name: '', Value: 'b' }] }),
      'cannot be null or',
    ],
    [
      'a secret twice',
      withContainer({
        Secrets: [
          { Name: 'A', ValueFrom: '/shop/a' },
          { Name: 'A', ValueFrom: '/shop/b' },
        ],
      }),
      'Secrets.1.Name is "A": The secret name must be unique',
    ],
    [
      'a limit twice',
      withContainer({
        Ulimits: [
          { Name: 'nofile', SoftLimit: 1, HardLimit: 1 },
          { Name: 'nofile', SoftLimit: 2, HardLimit: 2 },
        ],
      }),
      'Ulimits.1.Name is "nofile"',
    ],
    [
      'a soft limit above the hard one',
      withContainer({ Ulimits: [{ Name: 'nofile', SoftLimit: 2, HardLimit: 1 }] }),
      'Ulimits.0.SoftLimit is 2: the soft limit must not exceed the hard limit',
    ],
    [
      'no soft limit below a hard one',
      withContainer({ Ulimits: [{ Name: 'nofile', SoftLimit: -1, HardLimit: 1024 }] }),
      'Ulimits.0.SoftLimit is -1',
    ],
    [
      'a dependency twice',
      {
        ContainerDefinitions: [
          {
            ...container,
            DependsOn: [
              { ContainerName: 'init', Condition: 'START' },
              { ContainerName: 'init', Condition: 'COMPLETE' },
            ],
          },
          { ...container, Name: 'init', Essential: false },
        ],
      },
      'DependsOn.1.ContainerName is "init"',
    ],
    [
      'a kernel parameter twice',
      withContainer({
        SystemControls: [
          { Namespace: 'net.core.somaxconn', Value: '1' },
          { Namespace: 'net.core.somaxconn', Value: '2' },
        ],
      }),
      'SystemControls.1.Namespace is "net.core.somaxconn"',
    ],
    [
      'a tag twice',
      {
        Tags: [
          { Key: 'team', Value: 'a' },
          { Key: 'team', Value: 'b' },
        ],
      },
      'Tags.1.Key is "team": another one already has it',
    ],
    ['a tag of AWS’s own', { Tags: [{ Key: 'aws:team', Value: 'a' }] }, 'Tags.0.Key is "aws:team"'],
    [
      'an unknown compatibility',
      { RequiresCompatibilities: ['FARGATE', 'FARGATES'] },
      'RequiresCompatibilities.1 is "FARGATES"',
    ],
    [
      'a capability that Linux does not have',
      withContainer({ LinuxParameters: { Capabilities: { Drop: ['NET_ROW'] } } }),
      'LinuxParameters.Capabilities.Drop.0 is "NET_ROW"',
    ],
    [
      'a capability that Fargate does not add',
      withContainer({ LinuxParameters: { Capabilities: { Add: ['NET_ADMIN'] } } }),
      'Capabilities.Add.0 is "NET_ADMIN": SYS_PTRACE is the only capability that can be added on Fargate',
    ],
    [
      'an option that tmpfs does not have',
      withContainer({
        LinuxParameters: { Tmpfs: [{ ContainerPath: '/run', Size: 8, MountOptions: ['noexecute'] }] },
      }),
      'Tmpfs.0.MountOptions.0 is "noexecute"',
    ],
    [
      'another architecture',
      { RuntimePlatform: { CpuArchitecture: 'arm64' } },
      'RuntimePlatform.CpuArchitecture is "arm64"',
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
      'LogConfiguration.Options.awslogs-group is missing',
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
      'LaunchType is not supported locally: No Container Instances were found in your cluster',
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
    [
      'a launch type and a strategy',
      { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] },
      'LaunchType is "FARGATE": Specifying both a launch type and capacity provider strategy is not supported',
    ],
    [
      'a strategy without a weight',
      { LaunchType: noValue, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 0 }] },
      'CapacityProviderStrategy.0.Weight is 0: at least one capacity provider must have a weight greater than 0',
    ],
    [
      'two bases',
      {
        LaunchType: noValue,
        CapacityProviderStrategy: [
          { CapacityProvider: 'FARGATE', Weight: 1, Base: 1 },
          { CapacityProvider: 'FARGATE_SPOT', Weight: 1, Base: 1 },
        ],
      },
      'CapacityProviderStrategy.1.Base is 1: only one capacity provider of a strategy can have a base',
    ],
    [
      'a capacity provider twice',
      {
        LaunchType: noValue,
        CapacityProviderStrategy: [
          { CapacityProvider: 'FARGATE', Weight: 1 },
          { CapacityProvider: 'FARGATE', Weight: 2 },
        ],
      },
      'CapacityProviderStrategy.1.CapacityProvider is "FARGATE"',
    ],
    [
      'a capacity provider that Fargate does not have',
      { LaunchType: noValue, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOTS', Weight: 1 }] },
      'CapacityProviderStrategy.0.CapacityProvider is "FARGATE_SPOTS": The specified capacity provider strategy cannot contain',
    ],
    ['a platform version', { PlatformVersion: '1.5.0' }, 'PlatformVersion is "1.5.0"'],
    ['a way to copy tags', { PropagateTags: 'TASKDEFINITION' }, 'PropagateTags is "TASKDEFINITION"'],
    ['a way to balance zones', { AvailabilityZoneRebalancing: 'ON' }, 'AvailabilityZoneRebalancing is "ON"'],
    ['a grace period', { HealthCheckGracePeriodSeconds: -1 }, 'HealthCheckGracePeriodSeconds is -1'],
    [
      'more than all tasks',
      { DeploymentConfiguration: { MinimumHealthyPercent: 101 } },
      'MinimumHealthyPercent is 101: minimumHealthyPercent must be at most 100',
    ],
    ['a name', { ServiceName: 'web shop' }, 'ServiceName is "web shop": expected up to 255 letters'],
    [
      'a target group twice',
      {
        LoadBalancers: [
          { TargetGroupArn: 'Group', ContainerName: 'app', ContainerPort: 80 },
          { TargetGroupArn: 'Group', ContainerName: 'app', ContainerPort: 81 },
        ],
      },
      'LoadBalancers.1.TargetGroupArn is "Group": another one already has it',
    ],
  ])('for %s', (_fault, changes, message) => {
    expect(() => read({ service: changes })).toThrow(message);
  });
});

describe('what ECS supports and the local environment does not is refused by name', () => {
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
    ['LaunchType', { LaunchType: 'EC2' }],
  ])('such as %s of a service', (path, changes) => {
    expect(() => read({ service: changes })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNSUPPORTED_PROPERTY',
        message: expect.stringContaining(`Web (AWS::ECS::Service): ${path} is`),
      }),
    );
  });

  test('such as a task definition that requires EC2', () => {
    expect(() => read({ task: { RequiresCompatibilities: ['EC2'] } })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNSUPPORTED_PROPERTY',
        message: expect.stringContaining(
          'RequiresCompatibilities is not supported locally: Tasks run only on Fargate',
        ),
      }),
    );
  });
});

test('a container has a variable twice, of which ECS takes the last one', () => {
  const Environment = [
    { Name: 'A', Value: 'first' },
    { Name: 'A', Value: 'last' },
  ];
  expect(read({ task: withContainer({ Environment }) }).taskDefinitions).toHaveLength(1);
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

test('an empty command and an empty entry point leave those of the image in place', () => {
  const { taskDefinitions } = read({ task: withContainer({ Command: [], EntryPoint: [] }) });
  expect(taskDefinitions[0]?.containerDefinitions[0]).not.toHaveProperty('command');
  expect(taskDefinitions[0]?.containerDefinitions[0]).not.toHaveProperty('entryPoint');
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

  test('by a strategy of its own, once its cluster is associated with the capacity provider', () => {
    const withProviders = (CapacityProviders: readonly string[]) => {
      const Web = {
        Type: 'AWS::ECS::Service',
        Properties: { ...silent, Cluster: 'Cluster', CapacityProviderStrategy: ofFargate },
      };
      return withCluster({ Cluster: { Type: 'AWS::ECS::Cluster', Properties: { CapacityProviders } }, Web });
    };
    expect(withProviders(['FARGATE', 'FARGATE_SPOT']).services).toHaveLength(1);
    expect(() => withProviders(['FARGATE'])).toThrow(
      'Web (AWS::ECS::Service): CapacityProviderStrategy.0.CapacityProvider is "FARGATE_SPOT": The specified capacity provider strategy cannot contain',
    );
  });

  test('by a strategy that is associated with its cluster', () => {
    const Properties = { Cluster: 'Cluster', DefaultCapacityProviderStrategy: ofFargate };
    const Associations = { Type: 'AWS::ECS::ClusterCapacityProviderAssociations', Properties };
    const Cluster = { Type: 'AWS::ECS::Cluster', Properties: {} };
    expect(withCluster({ Cluster, Associations }).services).toHaveLength(1);
  });

  test('and by nothing else', () => {
    const Properties = { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'Instances', Weight: 1 }] };
    expect(() => withCluster({ Cluster: { Type: 'AWS::ECS::Cluster', Properties } })).toThrow(
      'No Container Instances were found in your cluster',
    );
  });
});

test('ECS Exec takes a task definition with a role', () => {
  const withExec = { service: { EnableExecuteCommand: true } };
  expect(() => read(withExec)).toThrow(
    "EnableExecuteCommand is true: The service couldn't be created because a valid taskRoleArn is not being used",
  );
  const TaskRoleArn = 'arn:aws:iam::123456789012:role/task';
  expect(read({ ...withExec, task: { TaskRoleArn } }).services).toMatchObject([
    { enableExecuteCommand: true },
  ]);
});
