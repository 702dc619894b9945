import type { TaskRange } from './environments/environment.ts';
import { SettingError } from './setting-error.ts';

/** What of an environment decides how many connections its database is asked for. */
export interface ConnectionDemand {
  readonly web: TaskRange;
  readonly worker: TaskRange;
  readonly database: { readonly instanceType: string; readonly hasReplica: boolean };
}

/** Threads of a task of the store, of which each may hold a connection to the primary and one to what reads. */
export const threadsPerTask = 3;

/** Memory of the instance sizes of RDS, in GiB. */
const memoryGiB: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16 };

/**
 * Connections that a database takes: what RDS's formula gives for the nominal memory of the class. It is set in the
 * parameter group, as RDS itself counts with somewhat less memory, and by how much is documented nowhere.
 * @throws SettingError for a size that is not known
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
export function maxConnectionsOf(instanceType: string): number {
  const [, size = ''] = instanceType.split('.');
  const memory = memoryGiB[size];
  if (memory === undefined) {
    throw new SettingError(
      `database.instanceType is '${instanceType}', and its memory is not known: add its size to stack/connection-budget.ts`,
    );
  }
  return Math.min(5000, Math.floor((memory * 1024 ** 3) / 9_531_392));
}

/**
 * Connections that the primary is asked for at worst: both services at their maximum while a rollout replaces all of
 * their tasks, with a one-off task, the rotation of the password, and what PostgreSQL keeps for administrators.
 */
export function connectionsInRollout({ web, worker, database }: ConnectionDemand): number {
  // Where there is no replica, what reads is the primary too.
  const connectionsPerTask = threadsPerTask * (database.hasReplica ? 1 : 2);
  const tasks = 2 * (web.max + worker.max) + 1;
  // It signs in as the user whose turn it was, and as the master user.
  const rotation = 2;
  const reserved = 3;
  return tasks * connectionsPerTask + rotation + reserved;
}

/**
 * The number of connections for the database of an environment.
 * @throws SettingError where a rollout at full scale would need more
 */
export function connectionBudget(demand: ConnectionDemand): number {
  const { web, worker, database } = demand;
  const available = maxConnectionsOf(database.instanceType);
  const needed = connectionsInRollout(demand);
  if (needed <= available) return available;
  throw new SettingError(
    `A rollout with ${web.max} web and ${worker.max} worker tasks needs ${needed} connections, but a database of class ` +
      `db.${database.instanceType} takes ${available}: allow fewer tasks, or take a larger class`,
  );
}
