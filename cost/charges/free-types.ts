const part = 'It is a part of what is billed elsewhere, and costs nothing by itself.';
const rule = 'Rules and permissions cost nothing.';
const network =
  'VPCs, subnets, routes and security groups cost nothing; what passes them is billed elsewhere.';

/** The types that cost nothing, each decided on, with the reason. Others have a price, or are reported. */
export const freeTypes: Readonly<Record<string, string>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': 'Scaling costs nothing; its alarms and tasks are billed.',
  'AWS::ApplicationAutoScaling::ScalingPolicy':
    'Scaling costs nothing; the alarms of target tracking are billed as alarms.',
  'AWS::CDK::Metadata': 'It only says which constructs were used.',
  'AWS::CloudFormation::CustomResource': 'The function that answers it is a resource of its own.',
  'AWS::CloudFormation::WaitCondition': part,
  'AWS::CloudFormation::WaitConditionHandle': part,
  'AWS::CloudFront::CachePolicy': part,
  'AWS::CloudFront::Distribution': 'It is billed by what it sends and by requests.',
  'AWS::CloudFront::OriginAccessControl': part,
  'AWS::CloudFront::OriginRequestPolicy': part,
  'AWS::CloudFront::ResponseHeadersPolicy': part,
  'AWS::CloudFront::VpcOrigin': 'VPC origins come at no additional cost.',
  'AWS::EC2::EIPAssociation': part,
  'AWS::EC2::InternetGateway': network,
  'AWS::EC2::NetworkAcl': network,
  'AWS::EC2::NetworkAclEntry': network,
  'AWS::EC2::Route': network,
  'AWS::EC2::RouteTable': network,
  'AWS::EC2::SecurityGroup': network,
  'AWS::EC2::SecurityGroupEgress': network,
  'AWS::EC2::SecurityGroupIngress': network,
  'AWS::EC2::Subnet': network,
  'AWS::EC2::SubnetNetworkAclAssociation': network,
  'AWS::EC2::SubnetRouteTableAssociation': network,
  'AWS::EC2::VPC': network,
  'AWS::EC2::VPCGatewayAttachment': network,
  'AWS::ECR::Repository': 'It is billed by what its images take.',
  'AWS::ECS::CapacityProvider': part,
  'AWS::ECS::Cluster':
    'ECS on Fargate costs nothing beyond its tasks; Container Insights is billed as metrics.',
  'AWS::ECS::ClusterCapacityProviderAssociations': part,
  'AWS::ECS::TaskDefinition': 'Its tasks are billed.',
  'AWS::ElastiCache::ParameterGroup': part,
  'AWS::ElastiCache::SubnetGroup': part,
  'AWS::ElasticLoadBalancingV2::Listener': part,
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': part,
  'AWS::ElasticLoadBalancingV2::ListenerRule': part,
  'AWS::ElasticLoadBalancingV2::TargetGroup': part,
  'AWS::Events::Rule': 'Rules on schedules and on events of AWS cost nothing.',
  'AWS::IAM::InstanceProfile': rule,
  'AWS::IAM::ManagedPolicy': rule,
  'AWS::IAM::OIDCProvider': rule,
  'AWS::IAM::Policy': rule,
  'AWS::IAM::Role': rule,
  'AWS::KMS::Alias': part,
  'AWS::Lambda::Function':
    'The functions of a store run for seconds a month: a million requests and 400,000 GB-seconds are free.',
  'AWS::Lambda::LayerVersion': part,
  'AWS::Lambda::Permission': rule,
  'AWS::Logs::LogGroup': 'It is billed by what it takes in and keeps.',
  'AWS::Logs::MetricFilter': 'Its metrics are billed as metrics.',
  'AWS::RDS::DBParameterGroup': part,
  'AWS::RDS::DBSubnetGroup': part,
  'AWS::RDS::OptionGroup': part,
  'AWS::Route53::RecordSet': 'Records cost nothing, nor do queries of aliases of CloudFront.',
  'AWS::Route53::RecordSetGroup': 'Records cost nothing, nor do queries of aliases of CloudFront.',
  'AWS::S3::Bucket': 'It is billed by what it holds and by requests.',
  'AWS::S3::BucketPolicy': rule,
  'AWS::SNS::Subscription': 'A thousand e-mails a month are free; alarms send far fewer.',
  'AWS::SNS::Topic': 'A million notifications a month are free; alarms send far fewer.',
  'AWS::SNS::TopicPolicy': rule,
  'AWS::SQS::Queue': 'A million requests a month are free; a queue of what failed sees far fewer.',
  'AWS::SQS::QueuePolicy': rule,
  'AWS::SSM::Parameter': 'Standard parameters cost nothing.',
  'AWS::Scheduler::Schedule': '14 million calls a month are free; schedules of a store make a few.',
  'AWS::Scheduler::ScheduleGroup': part,
  'AWS::SecretsManager::ResourcePolicy': rule,
  'AWS::SecretsManager::RotationSchedule': 'Its function is billed by use, which is seconds a month.',
  'AWS::SecretsManager::SecretTargetAttachment': part,
};

/** Custom resources are answered by functions, which are resources of their own. */
export function whyFree(type: string): string | undefined {
  if (type.startsWith('Custom::')) return freeTypes['AWS::CloudFormation::CustomResource'];
  return Object.hasOwn(freeTypes, type) ? freeTypes[type] : undefined;
}
