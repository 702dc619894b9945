import { join } from 'node:path';
import type { DatabaseInstance } from '../../../definition/model/data-stores.ts';
import type { Workload } from '../../../definition/workload.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { databaseFiles, primaryDatabase } from '../database/store-database.ts';
import { type KeptSecrets, keepOwnSecret, secretValue } from '../kept-secrets.ts';
import { copyCertificate } from './copy-certificate.ts';

/** Writes what the entry scripts of PostgreSQL read: who may sign in, the certificate, and the parameters. */
export async function writePostgresFiles(
  environment: LocalEnvironment,
  workload: Workload,
  kept: KeptSecrets,
): Promise<void> {
  const files = databaseFiles(environment);
  const { name, owner, password } = primaryDatabase(workload);
  await writePrivateFile(files.name, name);
  await writePrivateFile(files.owner, owner);
  await writePrivateFile(files.password, secretValue(kept, password.secret, password.jsonKey).reveal());
  await writePrivateFile(files.replication, (await keepOwnSecret(environment, 'replication')).reveal());
  await copyCertificate(environment, 'postgres');
  for (const [file, text] of Object.entries(postgresConfigurations(workload))) {
    await writePrivateFile(join(stateFile(environment, 'secrets'), 'postgres', file), text);
  }
}

/** The configuration files of the primary and the replica, by name; the replica is as the primary where there is none. */
export function postgresConfigurations({ databases }: Pick<Workload, 'databases'>) {
  const isReplica = ({ sourceInstance }: DatabaseInstance) => sourceInstance !== undefined;
  const primary = databases.find((database) => !isReplica(database))?.parameters ?? {};
  const replica = databases.find(isReplica)?.parameters ?? primary;
  return {
    'primary.conf': configuration({ ...primary, wal_level: walLevel(primary) }),
    'replica.conf': configuration({ ...replica, ...atLeast(primary, replica) }),
  };
}

function walLevel(parameters: DatabaseInstance['parameters']): string {
  return parameters['rds.logical_replication'] === '1' ? 'logical' : 'replica';
}

/** A standby does not start with less of these than its primary has. */
const sizes = ['max_connections', 'max_locks_per_transaction', 'max_prepared_transactions'].concat(
  ...['max_wal_senders', 'max_worker_processes'],
);

function atLeast(primary: DatabaseInstance['parameters'], replica: DatabaseInstance['parameters']) {
  const needed = sizes.flatMap((name): readonly (readonly [string, string])[] => {
    const least = primary[name];
    return least === undefined ? [] : [[name, String(Math.max(Number(least), Number(replica[name] ?? 0)))]];
  });
  return Object.fromEntries(needed);
}

/** @see https://www.postgresql.org/docs/16/config-setting.html#CONFIG-SETTING-CONFIGURATION-FILE */
function configuration(parameters: DatabaseInstance['parameters']): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} = ${quoted(value)}\n`)
    .join('');
}

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n')}'`;
}
