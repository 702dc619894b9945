import { type CheckedService, type CheckInput, mostTasks, mostTasksInRollout } from '../check-input.ts';
import type { Finding } from '../finding.ts';

/**
 * All tasks of all services at their maximum, in a rollout that starts the new ones before it stops the old ones.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function databaseConnections(input: CheckInput): readonly Finding[] {
  const { services, databases, otherDatabaseConnections: others } = input;
  const users = services.filter(({ facts }) => facts.databaseConnections > 0);
  const inRollout = others + connections(users, mostTasksInRollout);
  const atMaximum = others + connections(users, mostTasks);
  return databases
    .filter((database) => database.connections < inRollout)
    .map(({ logicalId, connections: limit, because }) => ({
      rule: 'database-connections' as const,
      logicalId,
      message: `In a rollout at full scale, tasks open ${inRollout} connections (${users.map(inWords).join(', ')}, ${others} others), ${atMaximum > limit ? `${atMaximum} even without a rollout, ` : ''}but the database has ${limit} (${because}).`,
      mend: `Set max_connections to ${inRollout + reserved} or more if the memory allows it, take a larger class, allow fewer tasks, or let a task open fewer connections.`,
      numbers: { inRollout, atMaximum, limit },
    }));
}

/** What PostgreSQL keeps for administrators. */
const reserved = 3;

function connections(
  services: readonly CheckedService[],
  tasks: (service: CheckedService) => number,
): number {
  return services.reduce((sum, service) => sum + tasks(service) * service.facts.databaseConnections, 0);
}

function inWords(service: CheckedService): string {
  return `${service.name} ${mostTasksInRollout(service)} x ${service.facts.databaseConnections}`;
}
