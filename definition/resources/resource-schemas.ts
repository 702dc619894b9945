import type { z } from 'zod';
import { cacheParameterGroupSchema } from './data-stores/cache-parameter-group.ts';
import { databaseSchema } from './data-stores/database-schema.ts';
import { parameterGroupSchema } from './data-stores/parameter-group.ts';
import { cacheClusterSchema, replicationGroupSchema } from './data-stores/replication-group-schema.ts';
import { targetGroupSchema } from './elbv2/target-group.ts';

/**
 * The schema of each type that a part of the local side plays, by type. Each knows every property that AWS has: one
 * that acts, one that is `recorded`, or one that is `refused`, at each level.
 */
export const resourceSchemas: Readonly<Record<string, z.ZodType>> = {
  'AWS::ElastiCache::CacheCluster': cacheClusterSchema,
  'AWS::ElastiCache::ParameterGroup': cacheParameterGroupSchema,
  'AWS::ElastiCache::ReplicationGroup': replicationGroupSchema,
  'AWS::RDS::DBInstance': databaseSchema,
  'AWS::RDS::DBParameterGroup': parameterGroupSchema,
  'AWS::ElasticLoadBalancingV2::TargetGroup': targetGroupSchema,
};
