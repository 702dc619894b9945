/** What tells resources of a type apart in AWS: no two of an account and region may have the same. */
export interface Naming {
  /** The path of the property, such as `BucketName`. */
  readonly path: readonly string[];
  /** Further properties, where a name has to be unique among those with the same values of them. */
  readonly within?: readonly string[];
  /** AWS takes names that differ in capital letters alone for the same. */
  readonly ignoresCase?: boolean;
}

const name = named('Name');

/**
 * The naming property of each type whose name a template may give, or whose identifier it has to give, such as the
 * bucket of a bucket policy.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
 */
export const resourceNames: Readonly<Record<string, Naming>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': named('ResourceId', {
    within: ['ScalableDimension', 'ServiceNamespace'],
  }),
  'AWS::ApplicationAutoScaling::ScalingPolicy': named('PolicyName', {
    within: ['ScalingTargetId', 'ResourceId', 'ScalableDimension'],
  }),
  'AWS::Backup::BackupVault': named('BackupVaultName'),
  'AWS::CloudFront::CachePolicy': named('CachePolicyConfig.Name'),
  'AWS::CloudFront::Function': name,
  'AWS::CloudFront::KeyGroup': named('KeyGroupConfig.Name'),
  'AWS::CloudFront::KeyValueStore': name,
  'AWS::CloudFront::MonitoringSubscription': named('DistributionId'),
  'AWS::CloudFront::OriginAccessControl': named('OriginAccessControlConfig.Name'),
  'AWS::CloudFront::OriginRequestPolicy': named('OriginRequestPolicyConfig.Name'),
  'AWS::CloudFront::PublicKey': named('PublicKeyConfig.Name'),
  'AWS::CloudFront::RealtimeLogConfig': name,
  'AWS::CloudFront::ResponseHeadersPolicy': named('ResponseHeadersPolicyConfig.Name'),
  'AWS::CloudWatch::Alarm': named('AlarmName'),
  'AWS::CloudWatch::CompositeAlarm': named('AlarmName'),
  'AWS::CloudWatch::Dashboard': named('DashboardName'),
  'AWS::EC2::SecurityGroup': named('GroupName', { within: ['VpcId'], ignoresCase: true }),
  'AWS::ECR::Repository': named('RepositoryName', { ignoresCase: true }),
  'AWS::ECS::Cluster': named('ClusterName'),
  'AWS::ECS::ClusterCapacityProviderAssociations': named('Cluster'),
  'AWS::ECS::Service': named('ServiceName', { within: ['Cluster'] }),
  'AWS::ElastiCache::CacheCluster': named('ClusterName', { ignoresCase: true }),
  'AWS::ElastiCache::ReplicationGroup': named('ReplicationGroupId', { ignoresCase: true }),
  'AWS::ElastiCache::SubnetGroup': named('CacheSubnetGroupName', { ignoresCase: true }),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': name,
  'AWS::ElasticLoadBalancingV2::TargetGroup': name,
  'AWS::ElasticLoadBalancingV2::TrustStore': name,
  'AWS::Events::Rule': named('Name', { within: ['EventBusName'] }),
  'AWS::IAM::InstanceProfile': named('InstanceProfileName', { ignoresCase: true }),
  'AWS::IAM::ManagedPolicy': named('ManagedPolicyName', { ignoresCase: true }),
  'AWS::IAM::Role': named('RoleName', { ignoresCase: true }),
  'AWS::KMS::Alias': named('AliasName'),
  'AWS::Lambda::Function': named('FunctionName'),
  'AWS::Logs::DeliveryDestination': name,
  'AWS::Logs::DeliverySource': name,
  'AWS::Logs::LogGroup': named('LogGroupName'),
  'AWS::Logs::LogStream': named('LogStreamName', { within: ['LogGroupName'] }),
  'AWS::Logs::MetricFilter': named('FilterName', { within: ['LogGroupName'] }),
  'AWS::Logs::ResourcePolicy': named('PolicyName'),
  'AWS::Logs::SubscriptionFilter': named('FilterName', { within: ['LogGroupName'] }),
  'AWS::RDS::DBInstance': named('DBInstanceIdentifier', { ignoresCase: true }),
  'AWS::RDS::DBParameterGroup': named('DBParameterGroupName', { ignoresCase: true }),
  'AWS::RDS::DBSubnetGroup': named('DBSubnetGroupName', { ignoresCase: true }),
  'AWS::RDS::OptionGroup': named('OptionGroupName', { ignoresCase: true }),
  'AWS::Route53::RecordSet': named('Name', {
    within: ['HostedZoneId', 'HostedZoneName', 'Type', 'SetIdentifier'],
    ignoresCase: true,
  }),
  'AWS::S3::Bucket': named('BucketName', { ignoresCase: true }),
  'AWS::S3::BucketPolicy': named('Bucket'),
  'AWS::SNS::Topic': named('TopicName'),
  'AWS::SQS::Queue': named('QueueName'),
  'AWS::SSM::Parameter': name,
  'AWS::Scheduler::Schedule': named('Name', { within: ['GroupName'] }),
  'AWS::Scheduler::ScheduleGroup': name,
  'AWS::SecretsManager::ResourcePolicy': named('SecretId'),
  'AWS::SecretsManager::RotationSchedule': named('SecretId'),
  'AWS::SecretsManager::Secret': name,
  'AWS::ServiceDiscovery::PrivateDnsNamespace': named('Name', { within: ['Vpc'] }),
  'AWS::WAFv2::WebACL': named('Name', { within: ['Scope'] }),
};

function named(path: string, more: Omit<Naming, 'path'> = {}): Naming {
  return { path: path.split('.'), ...more };
}
