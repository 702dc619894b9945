const users = 'The users of ElastiCache are not emulated: use AuthToken of the replication group.';
const aurora =
  'Aurora and Multi-AZ clusters do not run locally: use AWS::RDS::DBInstance with the engine postgres.';

/** Types that the local side knows and cannot emulate, with what to use in their place, as a sentence. */
export const refusedTypes: Readonly<Record<string, string>> = {
  'AWS::RDS::DBCluster': aurora,
  'AWS::RDS::DBClusterParameterGroup': aurora,
  'AWS::RDS::GlobalCluster': aurora,
  'AWS::RDS::DBProxy': 'No proxy runs between tasks and PostgreSQL: connect to the endpoint of the instance.',
  'AWS::RDS::DBProxyEndpoint':
    'No proxy runs between tasks and PostgreSQL: connect to the endpoint of the instance.',
  'AWS::RDS::DBProxyTargetGroup':
    'No proxy runs between tasks and PostgreSQL: connect to the endpoint of the instance.',
  'AWS::ElastiCache::ServerlessCache':
    'Serverless caches are in cluster mode, which does not run locally: use AWS::ElastiCache::ReplicationGroup.',
  'AWS::ElastiCache::GlobalReplicationGroup':
    'One Redis runs locally: use AWS::ElastiCache::ReplicationGroup.',
  'AWS::ElastiCache::User': users,
  'AWS::ElastiCache::UserGroup': users,
  'AWS::CloudFront::ContinuousDeploymentPolicy':
    'Continuous deployments of distributions do not run locally: leave the staging distribution out.',
  'AWS::CloudFront::StreamingDistribution':
    'Streaming distributions do not run locally: use AWS::CloudFront::Distribution.',
  'AWS::CloudFront::DistributionTenant':
    'Distributions for several tenants do not run locally: use AWS::CloudFront::Distribution.',
  'AWS::CloudFront::ConnectionGroup':
    'Distributions for several tenants do not run locally: use AWS::CloudFront::Distribution.',
  'AWS::CloudFormation::Stack':
    'The template of a nested stack is not read: define its resources in the stack itself (a construct in place of a NestedStack).',
  'Custom::CDKBucketDeployment':
    'The files of a BucketDeployment are not copied into the bucket: copy them with aws s3 sync once it is running.',
  'AWS::ServiceDiscovery::Service':
    'Service discovery does not run locally: call the other service through the load balancer.',
  'AWS::ECS::CapacityProvider': 'Tasks run on Fargate only: use FARGATE or FARGATE_SPOT.',
  'AWS::ECS::TaskSet': 'Only rolling deployments run locally: leave the deployment controller to ECS.',
  'AWS::CodeDeploy::DeploymentGroup':
    'Only rolling deployments run locally: leave the deployment controller to ECS.',
  'AWS::EC2::Instance': 'No virtual machines run locally.',
  'AWS::AutoScaling::AutoScalingGroup': 'No virtual machines run locally.',
  'Custom::S3BucketNotifications':
    'The local S3 server sends no event notifications: send the message from the task that writes the object.',
  'AWS::MemoryDB::Cluster': 'MemoryDB does not run locally: use AWS::ElastiCache::ReplicationGroup.',
};
