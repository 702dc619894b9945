const users = 'ElastiCache users are not supported locally: use AuthToken of the replication group.';
const aurora =
  'Aurora and Multi-AZ clusters are not available locally: use AWS::RDS::DBInstance with the engine postgres.';

/** Types that the local environment knows and cannot emulate, with what to use in their place, as a sentence. */
export const refusedTypes: Readonly<Record<string, string>> = {
  'AWS::RDS::DBCluster': aurora,
  'AWS::RDS::DBClusterParameterGroup': aurora,
  'AWS::RDS::GlobalCluster': aurora,
  'AWS::RDS::DBProxy': 'RDS Proxy is not available locally: connect to the endpoint of the instance.',
  'AWS::RDS::DBProxyEndpoint': 'RDS Proxy is not available locally: connect to the endpoint of the instance.',
  'AWS::RDS::DBProxyTargetGroup':
    'RDS Proxy is not available locally: connect to the endpoint of the instance.',
  'AWS::ElastiCache::ServerlessCache':
    'Serverless caches use cluster mode, which is not supported locally: use AWS::ElastiCache::ReplicationGroup.',
  'AWS::ElastiCache::GlobalReplicationGroup':
    'There is only one Redis locally: use AWS::ElastiCache::ReplicationGroup.',
  'AWS::ElastiCache::User': users,
  'AWS::ElastiCache::UserGroup': users,
  'AWS::CloudFront::ContinuousDeploymentPolicy':
    'Continuous deployment of distributions is not supported locally: leave the staging distribution out.',
  'AWS::CloudFront::StreamingDistribution':
    'Streaming distributions are not supported locally: use AWS::CloudFront::Distribution.',
  'AWS::CloudFront::DistributionTenant':
    'Multi-tenant distributions are not supported locally: use AWS::CloudFront::Distribution.',
  'AWS::CloudFront::ConnectionGroup':
    'Multi-tenant distributions are not supported locally: use AWS::CloudFront::Distribution.',
  'AWS::CloudFormation::Stack':
    'Nested stacks are not supported locally: define the resources in the stack itself (use a Construct instead of a NestedStack).',
  'Custom::CDKBucketDeployment':
    'The files of a BucketDeployment are not copied to the bucket locally: copy them with aws s3 sync once the bucket exists.',
  'AWS::ServiceDiscovery::Service':
    'Service discovery is not available locally: call the other service through the load balancer.',
  'AWS::ECS::CapacityProvider': 'Tasks run only on Fargate: use FARGATE or FARGATE_SPOT.',
  'AWS::ECS::TaskSet': 'Only rolling deployments are supported locally: use the ECS deployment controller.',
  'AWS::CodeDeploy::DeploymentGroup':
    'Only rolling deployments are supported locally: use the ECS deployment controller.',
  'AWS::EC2::Instance': 'EC2 instances are not available locally.',
  'AWS::AutoScaling::AutoScalingGroup': 'EC2 instances are not available locally.',
  'Custom::S3BucketNotifications':
    'The local S3 server does not send event notifications: send the message from the task that writes the object.',
  'AWS::MemoryDB::Cluster': 'MemoryDB is not available locally: use AWS::ElastiCache::ReplicationGroup.',
};
