import { type CheckInput, mostTasksInRollout } from '../check-input.ts';
import type { Finding } from '../finding.ts';

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis */
export function redisClients({ services, caches }: CheckInput): readonly Finding[] {
  const inRollout = services.reduce(
    (sum, service) => sum + mostTasksInRollout(service) * service.facts.redisConnections,
    0,
  );
  return caches
    .filter(({ maxClients }) => maxClients < inRollout)
    .map(({ logicalId, maxClients }) => ({
      rule: 'redis-clients' as const,
      logicalId,
      message: `In a rollout at full scale, tasks open ${inRollout} connections to Redis, which accepts ${maxClients}.`,
      mend: 'Allow fewer tasks, let a task open fewer connections, or take a larger type of node.',
      numbers: { inRollout, maxClients },
    }));
}
