import { type CheckedService, type CheckInput, mostTasksInRollout } from '../check-input.ts';
import type { Finding } from '../finding.ts';

/**
 * Each task has an address of its own in one of its subnets, over which ECS spreads the tasks evenly.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
 */
export function subnetAddresses({ services, subnets }: CheckInput): readonly Finding[] {
  return subnets.flatMap(({ logicalId, addresses }) => {
    const users = services.filter((service) => service.subnets.includes(logicalId));
    const needed = users.reduce((sum, service) => sum + shareOf(service), 0);
    if (needed <= addresses) return [];
    return [
      {
        rule: 'subnet-addresses' as const,
        logicalId,
        message: `In a rollout at full scale, ${needed} tasks of ${users.map(({ name }) => name).join(', ')} need an address in this subnet, which has ${addresses} left.`,
        mend: 'Give the subnet a larger block, or the services more subnets.',
        numbers: { needed, addresses },
      },
    ];
  });
}

function shareOf(service: CheckedService): number {
  return Math.ceil(mostTasksInRollout(service) / service.subnets.length);
}
