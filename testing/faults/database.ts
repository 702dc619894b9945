import { type FaultEnvironment, serverContainer } from './fault-environment.ts';

/** Asks the primary, or its replica, and gives the lines of the answer. */
export async function askDatabase(
  environment: FaultEnvironment,
  server: 'postgres' | 'postgres-replica',
  sql: string,
): Promise<readonly string[]> {
  const { id } = await serverContainer(environment, server);
  const command = ['psql', '-X', '-h', '/tmp', '-U', 'rdsadmin', '-d', 'spree', '-A', '-t', '-c', sql];
  const { exitCode, stdout, stderr } = await environment.engine.exec(id, command);
  if (exitCode !== 0) throw new Error(`${server}: ${stderr}`);
  return stdout.trim().split('\n');
}

export async function replicaStreams(environment: FaultEnvironment): Promise<boolean> {
  const states = await askDatabase(environment, 'postgres', 'SELECT state FROM pg_stat_replication');
  return states.length === 1 && states[0] === 'streaming';
}

/** Which of these orders, by number, are not in the database although the store said that they were made. */
export async function missingOrders(
  environment: FaultEnvironment,
  server: 'postgres' | 'postgres-replica',
  numbers: readonly string[],
): Promise<readonly string[]> {
  if (numbers.length === 0) return [];
  const [table = ''] = await askDatabase(environment, server, whichTable);
  const list = numbers.map((number) => `'${number.replaceAll(/\W/g, '')}'`).join(', ');
  const sql = `SELECT number FROM ${table} WHERE number IN (${list})`;
  const there = new Set(await askDatabase(environment, server, sql));
  return numbers.filter((number) => !there.has(number));
}

/** Spree's, or that of the demo store. */
const whichTable = "SELECT coalesce(to_regclass('spree_orders'), to_regclass('demo_orders'))";
