import type { z } from 'zod';
import { emulatedSchemas } from './check-emulated.ts';
import { cachePolicySchema } from './cloudfront/cache-policy.ts';
import { distributionSchema } from './cloudfront/distribution-schema.ts';
import { originRequestPolicySchema } from './cloudfront/origin-request-policy.ts';
import {
  originAccessControlSchema,
  originAccessIdentitySchema,
  vpcOriginSchema,
} from './cloudfront/origin-schema.ts';
import { responseHeadersPolicySchema } from './cloudfront/response-headers-policy.ts';
import { compositeAlarmSchema } from './cloudwatch/composite-alarm.ts';
import { alarmSchema } from './cloudwatch/metric-alarm.ts';
import { cacheParameterGroupSchema } from './data-stores/cache-parameter-group.ts';
import { databaseSchema } from './data-stores/database-schema.ts';
import { parameterGroupSchema } from './data-stores/parameter-group.ts';
import { cacheClusterSchema, replicationGroupSchema } from './data-stores/replication-group-schema.ts';
import { repositorySchema } from './ecr/repository.ts';
import { capacityProviderAssociationsSchema, clusterSchema } from './ecs/cluster.ts';
import { serviceSchema } from './ecs/service-schema.ts';
import { taskDefinitionSchema } from './ecs/task-definition-schema.ts';
import { listenerSchema } from './elbv2/listener.ts';
import { listenerCertificateSchema } from './elbv2/listener-certificate.ts';
import { listenerRuleSchema } from './elbv2/listener-rule.ts';
import { loadBalancerSchema } from './elbv2/load-balancer.ts';
import { targetGroupSchema } from './elbv2/target-group.ts';
import { logGroupSchema } from './log-group.ts';
import { autoDeleteObjectsSchema } from './s3/auto-delete-objects.ts';
import { bucketSchema } from './s3/bucket.ts';
import { bucketPolicySchema } from './s3/bucket-policy.ts';
import { scalableTargetSchema } from './scaling/scalable-target.ts';
import { scalingPolicySchema } from './scaling/scaling-policy.ts';
import { secretSchema, secretTargetAttachmentSchema } from './secret.ts';
import { rotationScheduleSchema } from './secret-rotation.ts';
import { storedParameterSchema } from './stored-parameter.ts';

/**
 * The schema of each type that a part of the local environment provides, by type. Each knows every property that AWS
 * has: one that acts, one that is `recorded`, or one that is `refused`, at each level.
 */
export const resourceSchemas: Readonly<Record<string, z.ZodType>> = {
  ...emulatedSchemas,
  'AWS::CloudFront::CachePolicy': cachePolicySchema,
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': originAccessIdentitySchema,
  'AWS::CloudFront::Distribution': distributionSchema,
  'AWS::CloudFront::OriginAccessControl': originAccessControlSchema,
  'AWS::CloudFront::OriginRequestPolicy': originRequestPolicySchema,
  'AWS::CloudFront::ResponseHeadersPolicy': responseHeadersPolicySchema,
  'AWS::CloudFront::VpcOrigin': vpcOriginSchema,
  'AWS::CloudWatch::Alarm': alarmSchema,
  'AWS::CloudWatch::CompositeAlarm': compositeAlarmSchema,
  'AWS::ElastiCache::CacheCluster': cacheClusterSchema,
  'AWS::ElastiCache::ParameterGroup': cacheParameterGroupSchema,
  'AWS::ElastiCache::ReplicationGroup': replicationGroupSchema,
  'AWS::RDS::DBInstance': databaseSchema,
  'AWS::RDS::DBParameterGroup': parameterGroupSchema,
  'AWS::ApplicationAutoScaling::ScalableTarget': scalableTargetSchema,
  'AWS::ApplicationAutoScaling::ScalingPolicy': scalingPolicySchema,
  'AWS::ECR::Repository': repositorySchema,
  'AWS::ECS::Cluster': clusterSchema,
  'AWS::ECS::ClusterCapacityProviderAssociations': capacityProviderAssociationsSchema,
  'AWS::ECS::Service': serviceSchema,
  'AWS::ECS::TaskDefinition': taskDefinitionSchema,
  'AWS::ElasticLoadBalancingV2::Listener': listenerSchema,
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': listenerCertificateSchema,
  'AWS::ElasticLoadBalancingV2::ListenerRule': listenerRuleSchema,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancerSchema,
  'AWS::ElasticLoadBalancingV2::TargetGroup': targetGroupSchema,
  'AWS::Logs::LogGroup': logGroupSchema,
  'AWS::S3::Bucket': bucketSchema,
  'AWS::S3::BucketPolicy': bucketPolicySchema,
  'AWS::SecretsManager::RotationSchedule': rotationScheduleSchema,
  'AWS::SecretsManager::Secret': secretSchema,
  'AWS::SecretsManager::SecretTargetAttachment': secretTargetAttachmentSchema,
  'AWS::SSM::Parameter': storedParameterSchema,
  'Custom::S3AutoDeleteObjects': autoDeleteObjectsSchema,
};
