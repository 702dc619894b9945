// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation’s own syntax.
import type { JsonObject } from '../template/json-value.ts';
import { parseTemplate, type StackDefinition } from '../template/template.ts';
import { edgeResources } from './edge-stack.ts';
import { elbv2Resources } from './elbv2-stack.ts';
import { emulatedResources } from './emulated-stack.ts';
import { registryResources } from './registry-stack.ts';
import { scalingResources } from './scaling-stack.ts';

const role = 'arn:aws:iam::000000000000:role/shop';
const network = {
  AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: ['sg-1'], AssignPublicIp: 'ENABLED' },
};

const containers: readonly JsonObject[] = [
  {
    Name: 'web',
    Image: 'shop:1',
    Cpu: 256,
    Memory: 512,
    MemoryReservation: 256,
    WorkingDirectory: '/app',
    User: '1000',
    EntryPoint: ['/bin/sh'],
    Command: ['-c', 'serve'],
    Environment: [{ Name: 'A', Value: 'b' }],
    EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::shop/web.env' }],
    PortMappings: [{ ContainerPort: 3000, HostPort: 3000, Protocol: 'tcp', Name: 'http' }],
    DependsOn: [{ ContainerName: 'init', Condition: 'COMPLETE' }],
    StartTimeout: 60,
    StopTimeout: 30,
    ReadonlyRootFilesystem: true,
    VersionConsistency: 'disabled',
    Ulimits: [{ Name: 'nofile', SoftLimit: 1024, HardLimit: 2048 }],
    LinuxParameters: {
      InitProcessEnabled: true,
      Capabilities: { Add: ['SYS_PTRACE'], Drop: ['NET_RAW'] },
      Tmpfs: [{ ContainerPath: '/run', Size: 64, MountOptions: ['noexec'] }],
    },
    MountPoints: [{ SourceVolume: 'scratch', ContainerPath: '/scratch', ReadOnly: false }],
    SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }],
    DockerLabels: { team: 'shop' },
    Interactive: true,
    PseudoTerminal: true,
    RestartPolicy: { Enabled: false },
    LogConfiguration: {
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': '/shop',
        'awslogs-stream-prefix': 'web',
        'awslogs-create-group': 'true',
        'max-buffer-size': '25m',
      },
    },
    HealthCheck: { Command: ['CMD-SHELL', 'true'], Interval: 10, Timeout: 5, Retries: 3, StartPeriod: 10 },
  },
  { Name: 'init', Image: 'shop:1', Essential: false },
];

const ecs: JsonObject = {
  Cluster: {
    Type: 'AWS::ECS::Cluster',
    Properties: {
      ClusterName: 'shop',
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  },
  Capacity: {
    Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    Properties: {
      Cluster: { Ref: 'Cluster' },
      CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }],
    },
  },
  WebTask: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      Family: 'shop-web',
      Cpu: '512',
      Memory: '1024',
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
      TaskRoleArn: role,
      ExecutionRoleArn: role,
      RuntimePlatform: { OperatingSystemFamily: 'LINUX' },
      Volumes: [{ Name: 'scratch', Host: {} }],
      ContainerDefinitions: containers,
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  },
  WebService: {
    Type: 'AWS::ECS::Service',
    Properties: {
      ServiceName: 'shop-web',
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: 'WebTask' },
      DesiredCount: 2,
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
      SchedulingStrategy: 'REPLICA',
      DeploymentController: { Type: 'ECS' },
      DeploymentConfiguration: {
        Strategy: 'ROLLING',
        BakeTimeInMinutes: 0,
        MinimumHealthyPercent: 50,
        MaximumPercent: 150,
        DeploymentCircuitBreaker: {
          Enable: true,
          Rollback: true,
          ResetOnHealthyTask: false,
          ThresholdConfiguration: { Type: 'COUNT', Value: 5 },
        },
      },
      AvailabilityZoneRebalancing: 'DISABLED',
      EnableExecuteCommand: true,
      PropagateTags: 'SERVICE',
      HealthCheckGracePeriodSeconds: 30,
      NetworkConfiguration: network,
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  },
};

const listeners: JsonObject = {
  Fixed: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Other' },
      Port: 8081,
      Protocol: 'HTTP',
      DefaultActions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'no' },
        },
      ],
    },
  },
  Weighted: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Alb' },
      Port: 8443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: 'arn:aws:acm:ap-southeast-1:000000000000:certificate/shop' }],
      MutualAuthentication: { Mode: 'off' },
      DefaultActions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [
              { TargetGroupArn: { Ref: 'Web' }, Weight: 9 },
              { TargetGroupArn: { Ref: 'Canary' }, Weight: 1 },
            ],
            TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
          },
        },
      ],
    },
  },
  Moved: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      ListenerArn: { Ref: 'Https' },
      Priority: 40,
      Conditions: [{ Field: 'path-pattern', Values: ['/moved'] }],
      Actions: [
        {
          Type: 'redirect',
          RedirectConfig: {
            StatusCode: 'HTTP_301',
            Protocol: 'HTTPS',
            Host: 'www.#{host}',
            Port: '443',
            Path: '/new/#{path}',
            Query: 'from=#{query}',
          },
        },
      ],
    },
  },
  Checked: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { Name: 'checked', Port: 80, TargetType: 'ip', HealthCheckEnabled: true },
  },
};

const stores: JsonObject = {
  Distributed: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shop-distributed' } },
  AccessControl: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        Name: 'shop',
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    },
  },
  PrivateOrigin: {
    Type: 'AWS::CloudFront::VpcOrigin',
    Properties: {
      VpcOriginEndpointConfig: {
        Arn: { Ref: 'Alb' },
        Name: 'shop',
        HTTPPort: 80,
        HTTPSPort: 443,
        OriginProtocolPolicy: 'https-only',
      },
    },
  },
  Distribution: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Origins: [
          {
            Id: 'files',
            DomainName: { 'Fn::GetAtt': ['Distributed', 'RegionalDomainName'] },
            S3OriginConfig: { OriginAccessIdentity: '' },
            OriginAccessControlId: { 'Fn::GetAtt': ['AccessControl', 'Id'] },
          },
          {
            Id: 'alb',
            DomainName: { 'Fn::GetAtt': ['Alb', 'DNSName'] },
            VpcOriginConfig: { VpcOriginId: { 'Fn::GetAtt': ['PrivateOrigin', 'Id'] } },
          },
        ],
        CacheBehaviors: [
          {
            PathPattern: '/shop/*',
            TargetOriginId: 'alb',
            ViewerProtocolPolicy: 'allow-all',
            CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
          },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'files',
          ViewerProtocolPolicy: 'allow-all',
          CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        },
      },
    },
  },
  Identity: {
    Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity',
    Properties: { CloudFrontOriginAccessIdentityConfig: { Comment: 'shop' } },
  },
  DistributedPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Distributed' },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { CanonicalUser: { 'Fn::GetAtt': ['Identity', 'S3CanonicalUserId'] } },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::shop-distributed/*',
          },
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::shop-distributed/*',
            Condition: {
              StringEquals: {
                'AWS:SourceArn': {
                  'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Distribution}',
                },
              },
            },
          },
        ],
      },
    },
  },
  Cache: {
    Type: 'AWS::ElastiCache::ReplicationGroup',
    Properties: {
      ReplicationGroupDescription: 'shop',
      Engine: 'redis',
      EngineVersion: '7.1',
      CacheNodeType: 'cache.t3.micro',
      NumCacheClusters: 1,
      NodeGroupConfiguration: [{ ReplicaCount: 0 }],
      TransitEncryptionEnabled: true,
    },
  },
  Database: {
    Type: 'AWS::RDS::DBInstance',
    Properties: {
      DBInstanceIdentifier: 'shop',
      Engine: 'postgres',
      EngineVersion: '16.4',
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: '20',
      DBName: 'shop',
      MasterUsername: 'shop',
      MasterUserPassword: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Master' }, '}}']],
      },
      EnableIAMDatabaseAuthentication: false,
      ManageMasterUserPassword: false,
      DBParameterGroupName: { Ref: 'Parameters' },
    },
  },
  Parameters: {
    Type: 'AWS::RDS::DBParameterGroup',
    Properties: {
      DBParameterGroupName: 'shop',
      Family: 'postgres16',
      Description: 'shop',
      Parameters: { work_mem: '8192', shared_preload_libraries: 'pg_stat_statements,auto_explain' },
    },
  },
  Attachment: {
    Type: 'AWS::SecretsManager::SecretTargetAttachment',
    Properties: {
      SecretId: { Ref: 'Generated' },
      TargetId: { Ref: 'Database' },
      TargetType: 'AWS::RDS::DBInstance',
    },
  },
  Rotation: {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: {
      SecretId: { Ref: 'Generated' },
      HostedRotationLambda: { RotationType: 'PostgreSQLSingleUser', ExcludeCharacters: '~' },
    },
  },
  Logs: {
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/shop', RetentionInDays: 7, Tags: [{ Key: 'team', Value: 'shop' }] },
  },
  Generated: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Name: 'shop/generated',
      Description: 'A password',
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"shop"}',
        GenerateStringKey: 'password',
        PasswordLength: 20,
        ExcludeCharacters: '~',
        ExcludeLowercase: false,
        ExcludeUppercase: false,
        ExcludeNumbers: false,
        ExcludePunctuation: false,
        IncludeSpace: false,
        RequireEachIncludedType: true,
      },
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  },
  Master: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { Name: 'shop/master', GenerateSecretString: { ExcludePunctuation: true } },
  },
  Setting: {
    Type: 'AWS::SSM::Parameter',
    Properties: {
      Name: '/shop/setting',
      Type: 'String',
      Value: 'on',
      Description: 'A setting',
      AllowedPattern: '^(on|off)$',
      DataType: 'text',
      Tier: 'Advanced',
      Policies: '[]',
      Tags: { team: 'shop' },
    },
  },
  Given: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { Name: 'shop/given', SecretString: 'hush' },
  },
  Locked: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'shop-locked',
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
      Tags: [{ Key: 'team', Value: 'shop' }],
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'small',
            Status: 'Enabled',
            Prefix: 'logs/',
            TagFilters: [{ Key: 'kept', Value: 'no' }],
            ObjectSizeGreaterThan: '10',
            ObjectSizeLessThan: '1000',
            ExpirationDate: '2030-01-01T00:00:00Z',
            NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 2 },
          },
          { Id: 'older', Status: 'Enabled', NoncurrentVersionExpirationInDays: 30 },
        ],
      },
    },
  },
  Emptied: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Delete', Properties: { BucketName: 'shop-emptied' } },
  Emptying: {
    Type: 'Custom::S3AutoDeleteObjects',
    Properties: { ServiceToken: role, BucketName: { Ref: 'Emptied' } },
  },
  Lockable: {
    Type: 'AWS::S3::Bucket',
    Properties: { BucketName: 'shop-lockable', ObjectLockEnabled: true },
  },
  Kept: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'shop-kept',
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 1 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    },
  },
};

/** What a VPC origin leads to. */
const balancer: JsonObject = {
  Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  Properties: { Name: 'shop', Scheme: 'internal' },
};
const listener: JsonObject = {
  Type: 'AWS::ElasticLoadBalancingV2::Listener',
  Properties: {
    LoadBalancerArn: { Ref: 'Alb' },
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
  },
};

/** A cluster of one node, in the place of a replication group. */
const cacheCluster: JsonObject = {
  Cache: {
    Type: 'AWS::ElastiCache::CacheCluster',
    Properties: {
      Engine: 'redis',
      EngineVersion: '7.1',
      CacheNodeType: 'cache.t3.micro',
      NumCacheNodes: 1,
      TransitEncryptionEnabled: false,
      CacheParameterGroupName: { Ref: 'CacheParameters' },
    },
  },
  CacheParameters: {
    Type: 'AWS::ElastiCache::ParameterGroup',
    Properties: {
      CacheParameterGroupFamily: 'redis7',
      Description: 'shop',
      Properties: { 'maxmemory-policy': 'noeviction' },
    },
  },
};

/** What templates may say and neither the store's own nor the corpus does: one resource or two of each such type. */
export function richStacks(): readonly StackDefinition[] {
  return [
    stackOf('services', ecs),
    stackOf('balanced', { ...elbv2Resources, ...listeners }),
    stackOf('stores', { ...stores, Alb: balancer, Http: listener }),
    stackOf('cached', cacheCluster),
    stackOf('edge', edgeResources),
    stackOf('emulated', emulatedResources),
    stackOf('scaling', scalingResources),
    stackOf('registry', registryResources),
  ];
}

function stackOf(stackName: string, Resources: JsonObject): StackDefinition {
  const template = parseTemplate({ Resources }, stackName);
  return { stackName, region: 'ap-southeast-1', accountId: '000000000000', template };
}
