// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation’s own syntax.
import { parseTemplate, type StackDefinition } from '../template/template.ts';

/**
 * A template with what CDK writes and other local tools stumble over: NAT gateway, separate security group rules,
 * VPC origin, scaling on the request count, a database secret by its attachment, `CMD-SHELL`, conditions, every
 * common intrinsic function, and outputs that read attributes of what nothing local has.
 */
export const corpus = {
  Transform: 'AWS::Serverless-2016-10-31',
  Parameters: {
    BootstrapVersion: {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/cdk-bootstrap/hnb659fds/version',
    },
    Stage: { Type: 'String', Default: 'local' },
    Zones: { Type: 'CommaDelimitedList', Default: 'ap-southeast-1a, ap-southeast-1b' },
  },
  Rules: { CheckBootstrapVersion: { Assertions: [] } },
  Mappings: { Sizes: { local: { Count: 1 }, production: { Count: 2 } } },
  Conditions: {
    IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'production'] },
    IsNotProduction: { 'Fn::Not': [{ Condition: 'IsProduction' }] },
  },
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: { Ref: 'Vpc' },
        AvailabilityZone: { 'Fn::Select': [0, { Ref: 'Zones' }] },
        CidrBlock: { 'Fn::Select': [1, { 'Fn::Cidr': [{ 'Fn::GetAtt': 'Vpc.CidrBlock' }, 4, 8] }] },
      },
    },
    Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } },
    Nat: {
      Type: 'AWS::EC2::NatGateway',
      Properties: {
        AllocationId: { 'Fn::GetAtt': ['Address', 'AllocationId'] },
        SubnetId: { Ref: 'Subnet' },
      },
    },
    AlbGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: { Ref: 'Vpc' } } },
    WebGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: { Ref: 'Vpc' } } },
    WebFromAlb: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['WebGroup', 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': ['AlbGroup', 'GroupId'] },
      },
    },
    AlbToWeb: {
      Type: 'AWS::EC2::SecurityGroupEgress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['AlbGroup', 'GroupId'] },
        DestinationSecurityGroupId: { 'Fn::GetAtt': ['WebGroup', 'GroupId'] },
      },
    },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/ecs/shop', RetentionInDays: 7 } },
    DatabaseSecret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Name: 'shop/database',
        GenerateSecretString: {
          SecretStringTemplate: '{"username":"shop"}',
          GenerateStringKey: 'password',
          PasswordLength: 30,
          ExcludePunctuation: true,
        },
      },
    },
    Database: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: 'shop-postgres',
        Engine: 'postgres',
        EngineVersion: '16.4',
        DBInstanceClass: 'db.t4g.micro',
        AllocatedStorage: '20',
        DBName: 'shop',
        Port: '5432',
        DBParameterGroupName: { Ref: 'DatabaseParameters' },
        MasterUsername: {
          'Fn::Join': [
            '',
            ['{{resolve:secretsmanager:', { Ref: 'DatabaseSecret' }, ':SecretString:username::}}'],
          ],
        },
        MasterUserPassword: {
          'Fn::Join': [
            '',
            ['{{resolve:secretsmanager:', { Ref: 'DatabaseSecret' }, ':SecretString:password::}}'],
          ],
        },
        MultiAZ: true,
      },
    },
    DatabaseParameters: {
      Type: 'AWS::RDS::DBParameterGroup',
      Properties: { Family: 'postgres16', Parameters: { log_min_duration_statement: 500 } },
    },
    Replica: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: 'shop-postgres-replica',
        SourceDBInstanceIdentifier: {
          'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:${Database}',
        },
      },
    },
    Attachment: {
      Type: 'AWS::SecretsManager::SecretTargetAttachment',
      Properties: {
        SecretId: { Ref: 'DatabaseSecret' },
        TargetId: { Ref: 'Database' },
        TargetType: 'AWS::RDS::DBInstance',
      },
    },
    Rotation: {
      Type: 'AWS::Serverless::Application',
      Properties: { Location: { ApplicationId: 'arn:aws:serverlessrepo:us-east-1:1:applications/Rotation' } },
    },
    RotationSchedule: {
      Type: 'AWS::SecretsManager::RotationSchedule',
      Properties: {
        SecretId: { Ref: 'Attachment' },
        RotationLambdaARN: { 'Fn::GetAtt': ['Rotation', 'Outputs.RotationLambdaARN'] },
      },
    },
    RedisSecret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { ExcludePunctuation: 'true' } },
    },
    Redis: {
      Type: 'AWS::ElastiCache::ReplicationGroup',
      Properties: {
        ReplicationGroupId: 'shop-redis',
        EngineVersion: '7.1',
        TransitEncryptionEnabled: true,
        AuthToken: {
          'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'RedisSecret' }, ':SecretString:::}}']],
        },
        CacheParameterGroupName: { Ref: 'RedisParameters' },
      },
    },
    RedisParameters: {
      Type: 'AWS::ElastiCache::ParameterGroup',
      Properties: { CacheParameterGroupFamily: 'redis7', Properties: { 'maxmemory-policy': 'noeviction' } },
    },
    Assets: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: { 'Fn::Sub': ['${Stage}-assets-${suffix}', { suffix: { Ref: 'AWS::AccountId' } }] },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [{ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
        },
      },
    },
    Pictures: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      Properties: {
        BucketName: 'shop-pictures',
        PublicAccessBlockConfiguration: { BlockPublicPolicy: false, RestrictPublicBuckets: false },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
        CorsConfiguration: {
          CorsRules: [
            {
              Id: 'uploads',
              AllowedMethods: ['PUT'],
              AllowedOrigins: ['https://shop.example'],
              AllowedHeaders: ['content-type'],
              ExposedHeaders: ['etag'],
              MaxAge: 300,
            },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'previews',
              Status: 'Enabled',
              Prefix: 'previews/',
              ExpirationInDays: 7,
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            },
          ],
        },
      },
    },
    PicturesPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Pictures' },
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: '*' },
              Action: 's3:GetObject',
              Resource: { 'Fn::Sub': '${Pictures.Arn}/*' },
            },
          ],
        },
      },
    },
    Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'shop' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Statement: [], Version: '2012-10-17' } },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'ReadSecret',
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'secretsmanager:GetSecretValue',
              Resource: [{ Ref: 'Attachment' }, { 'Fn::Join': ['', [{ Ref: 'RedisSecret' }, '*']] }],
              Condition: { StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } },
            },
          ],
        },
      },
    },
    Cluster: {
      Type: 'AWS::ECS::Cluster',
      Properties: {
        ClusterName: 'shop-cluster',
        ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
        Tags: [{ Key: 'project', Value: 'shop' }],
      },
    },
    WebTask: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: 'shop-web',
        Cpu: '512',
        Memory: '1 GB',
        NetworkMode: 'awsvpc',
        RequiresCompatibilities: ['FARGATE'],
        TaskRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        ExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        ContainerDefinitions: [
          {
            Name: 'web',
            Image: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Repository', 'RepositoryUri'] }, ':latest']] },
            Environment: [
              { Name: 'DATABASE_HOST', Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] } },
              { Name: 'REPLICA_HOST', Value: { 'Fn::GetAtt': 'Replica.Endpoint.Address' } },
              { Name: 'REDIS_HOST', Value: { 'Fn::GetAtt': ['Redis', 'PrimaryEndPoint.Address'] } },
              { Name: 'BUCKET', Value: { Ref: 'Assets' } },
              { Name: 'TEMPLATE', Value: { 'Fn::Sub': '${!Literal} in ${AWS::Region}' } },
              { 'Fn::If': ['IsProduction', { Name: 'TIER', Value: 'production' }, { Ref: 'AWS::NoValue' }] },
            ],
            Secrets: [
              { Name: 'PASSWORD', ValueFrom: { 'Fn::Join': ['', [{ Ref: 'Attachment' }, ':password::']] } },
            ],
            PortMappings: [{ ContainerPort: 3000 }],
            HealthCheck: { Command: ['CMD-SHELL', 'curl -f http://localhost:3000/up || exit 1'] },
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: { 'awslogs-group': { Ref: 'Logs' }, 'awslogs-stream-prefix': 'web' },
            },
          },
          { Name: 'helper', Image: 'helper:1', Essential: false },
        ],
      },
    },
    Web: {
      Type: 'AWS::ECS::Service',
      Properties: {
        ServiceName: 'shop-web',
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: 'WebTask' },
        LaunchType: 'FARGATE',
        DesiredCount: { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Count'] },
        DeploymentConfiguration: {
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
          Alarms: { Enable: true, Rollback: true, AlarmNames: [{ Ref: 'Alarm' }] },
        },
        LoadBalancers: [{ ContainerName: 'web', ContainerPort: 3000, TargetGroupArn: { Ref: 'Targets' } }],
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            Subnets: [{ Ref: 'Subnet' }],
            SecurityGroups: [{ 'Fn::GetAtt': ['WebGroup', 'GroupId'] }],
          },
        },
      },
      DependsOn: ['Listener', 'Policy'],
    },
    ProductionOnly: {
      Type: 'AWS::SNS::Topic',
      Condition: 'IsProduction',
      Properties: { TopicName: { Ref: 'BootstrapVersion' } },
    },
    Topic: { Type: 'AWS::SNS::Topic', Condition: 'IsNotProduction' },
    Alb: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: {
        Name: 'shop',
        Scheme: 'internal',
        LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '65' }],
      },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        Name: 'shop-web',
        Port: 3000,
        TargetType: 'ip',
        HealthCheckPath: '/up',
        TargetGroupAttributes: [
          { Key: 'stickiness.enabled', Value: 'true' },
          { Key: 'stickiness.type', Value: 'lb_cookie' },
          { Key: 'stickiness.lb_cookie.duration_seconds', Value: '3600' },
        ],
      },
    },
    Canary: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Name: 'shop-canary', Port: 3000, TargetType: 'ip' },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Alb' },
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    LaterRule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Listener' },
        Priority: 20,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/new/*'] } }],
        Actions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: { Ref: 'Targets' }, Weight: 9 },
                { TargetGroupArn: { Ref: 'Canary' } },
              ],
              TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
            },
          },
        ],
      },
    },
    EarlierRule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Listener' },
        Priority: 10,
        Conditions: [
          { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'debug', Value: '1' }] } },
          { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Debug', Values: ['*'] } },
          { Field: 'host-header', Values: ['debug.example.com'] },
        ],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: 403, MessageBody: 'no' } }],
      },
    },
    Scaling: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        MinCapacity: 1,
        MaxCapacity: 4,
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: {
          'Fn::Join': ['', ['service/', { Ref: 'Cluster' }, '/', { 'Fn::GetAtt': ['Web', 'Name'] }]],
        },
        ScheduledActions: [
          {
            ScheduledActionName: 'morning',
            Schedule: 'cron(0 8 ? * MON-FRI *)',
            Timezone: 'Asia/Singapore',
            StartTime: '2027-01-01T00:00:00Z',
            ScalableTargetAction: { MinCapacity: 2 },
          },
        ],
      },
    },
    ScaleOnRequests: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: 'requests',
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: { Ref: 'Scaling' },
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 1000,
          PredefinedMetricSpecification: {
            PredefinedMetricType: 'ALBRequestCountPerTarget',
            ResourceLabel: {
              'Fn::Join': [
                '/',
                [
                  { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Listener' }] }] },
                  { 'Fn::Select': ['2', { 'Fn::Split': ['/', { Ref: 'Listener' }] }] },
                  { 'Fn::Select': [3, { 'Fn::Split': ['/', { Ref: 'Listener' }] }] },
                  { 'Fn::GetAtt': ['Targets', 'TargetGroupFullName'] },
                ],
              ],
            },
          },
        },
      },
    },
    ScaleOnLatency: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: 'latency',
        PolicyType: 'TargetTrackingScaling',
        ResourceId: 'service/shop-cluster/shop-web',
        ScalableDimension: 'ecs:service:DesiredCount',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 10,
          ScaleInCooldown: 120,
          DisableScaleIn: true,
          CustomizedMetricSpecification: {
            Namespace: 'Shop',
            MetricName: 'QueueLatency',
            Statistic: 'Maximum',
            Dimensions: [{ Name: 'Queue', Value: 'default' }],
          },
        },
      },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'TargetResponseTime',
        ExtendedStatistic: 'p99',
        Period: 60,
        Threshold: 2,
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        AlarmActions: [{ 'Fn::If': ['IsNotProduction', { Ref: 'Topic' }, { Ref: 'AWS::NoValue' }] }],
        Dimensions: [{ Name: 'LoadBalancer', Value: { 'Fn::GetAtt': ['Alb', 'LoadBalancerFullName'] } }],
      },
    },
    ScaleOutOnSteps: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: {
        PolicyName: 'steps',
        PolicyType: 'StepScaling',
        ScalingTargetId: { Ref: 'Scaling' },
        StepScalingPolicyConfiguration: {
          AdjustmentType: 'ChangeInCapacity',
          StepAdjustments: [
            { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
            { MetricIntervalLowerBound: 10, ScalingAdjustment: 2 },
          ],
        },
      },
    },
    Backlog: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'shop-backlog',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        EvaluationPeriods: 3,
        DatapointsToAlarm: 2,
        Threshold: '100',
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: 'ScaleOutOnSteps' }],
        Metrics: [
          { Id: 'backlog', Expression: 'messages / FILL(tasks, 1)', Label: 'Backlog per task' },
          {
            Id: 'messages',
            ReturnData: false,
            MetricStat: {
              Metric: {
                Namespace: 'Shop',
                MetricName: 'Messages',
                Dimensions: [{ Name: 'Queue', Value: 'default' }],
              },
              Period: 60,
              Stat: 'Sum',
            },
          },
          {
            Id: 'tasks',
            ReturnData: false,
            MetricStat: {
              Metric: { Namespace: 'Shop', MetricName: 'Tasks' },
              Period: 60,
              Stat: 'Average',
            },
          },
        ],
      },
    },
    Trouble: {
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: {
        AlarmRule: {
          'Fn::Join': [
            '',
            ['(ALARM("', { 'Fn::GetAtt': ['Alarm', 'Arn'] }, '") OR ALARM("', { Ref: 'Backlog' }, '"))'],
          ],
        },
        OKActions: [{ 'Fn::If': ['IsNotProduction', { Ref: 'Topic' }, { Ref: 'AWS::NoValue' }] }],
      },
    },
    VpcOrigin: {
      Type: 'AWS::CloudFront::VpcOrigin',
      Properties: {
        VpcOriginEndpointConfig: { Arn: { Ref: 'Alb' }, Name: 'shop', OriginProtocolPolicy: 'http-only' },
      },
    },
    Headers: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          Name: 'shop',
          CustomHeadersConfig: { Items: [{ Header: 'X-Shop', Value: '1', Override: false }] },
          SecurityHeadersConfig: {
            StrictTransportSecurity: {
              AccessControlMaxAgeSec: 63072000,
              IncludeSubdomains: true,
              Override: true,
            },
          },
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
              Id: 'alb',
              DomainName: { 'Fn::GetAtt': ['Alb', 'DNSName'] },
              VpcOriginConfig: { VpcOriginId: { 'Fn::GetAtt': ['VpcOrigin', 'Id'] }, OriginReadTimeout: 60 },
            },
            {
              Id: 'files',
              DomainName: { 'Fn::GetAtt': ['Assets', 'RegionalDomainName'] },
              S3OriginConfig: { OriginAccessIdentity: '' },
            },
          ],
          DefaultCacheBehavior: {
            TargetOriginId: 'alb',
            ViewerProtocolPolicy: 'redirect-to-https',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            Compress: true,
            CachePolicyId: '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
            OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
            ResponseHeadersPolicyId: { Ref: 'Headers' },
          },
          CacheBehaviors: [
            {
              PathPattern: '/files/*',
              TargetOriginId: 'files',
              ViewerProtocolPolicy: 'allow-all',
              Compress: true,
              CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
            },
          ],
          CustomErrorResponses: [{ ErrorCode: 503, ErrorCachingMinTTL: 0 }],
        },
      },
    },
    Lookup: {
      Type: 'Custom::AWS',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['LookupFunction', 'Arn'] } },
    },
    LookupFunction: { Type: 'AWS::Lambda::Function', Properties: {} },
    FromEdge: {
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { 'Fn::GetAtt': ['AlbGroup', 'GroupId'] },
        SourceSecurityGroupId: { 'Fn::GetAtt': ['Lookup', 'SecurityGroups.0.GroupId'] },
      },
    },
    CDKMetadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'v2:' } },
  },
  Outputs: {
    LoadBalancer: { Value: { 'Fn::GetAtt': ['Alb', 'DNSName'] } },
    Storefront: { Value: { 'Fn::Sub': 'https://${Distribution.DomainName}/' } },
    Password: { Value: { 'Fn::Sub': '$${Attachment}:password' } },
    Production: { Condition: 'IsProduction', Value: { Ref: 'ProductionOnly' } },
  },
};

/** The corpus as a stack of an app that is bound to no account and no region. */
export const corpusStack: StackDefinition = {
  stackName: 'shop-local',
  region: 'unknown-region',
  accountId: 'unknown-account',
  template: parseTemplate(corpus, 'corpus'),
};
