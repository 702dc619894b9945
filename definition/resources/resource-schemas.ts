import type { z } from 'zod';
import { capacityProviderAssociationsSchema, clusterSchema } from './ecs/cluster.ts';
import { serviceSchema } from './ecs/service-schema.ts';
import { taskDefinitionSchema } from './ecs/task-definition-schema.ts';
import { targetGroupSchema } from './elbv2/target-group.ts';
import { scalableTargetSchema } from './scaling/scalable-target.ts';
import { scalingPolicySchema } from './scaling/scaling-policy.ts';

/**
 * The schema of each type that a part of the local side plays, by type. Each knows every property that AWS has: one
 * that acts, one that is `recorded`, or one that is `refused`, at each level.
 */
export const resourceSchemas: Readonly<Record<string, z.ZodType>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': scalableTargetSchema,
  'AWS::ApplicationAutoScaling::ScalingPolicy': scalingPolicySchema,
  'AWS::ECS::Cluster': clusterSchema,
  'AWS::ECS::ClusterCapacityProviderAssociations': capacityProviderAssociationsSchema,
  'AWS::ECS::Service': serviceSchema,
  'AWS::ECS::TaskDefinition': taskDefinitionSchema,
  'AWS::ElasticLoadBalancingV2::TargetGroup': targetGroupSchema,
};
