import { join } from 'node:path';
import type { Workload } from '../../../definition/workload.ts';
import { Failure } from '../../../failure/failure.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';
import { type KeptSecrets, secretKey } from '../kept-secrets.ts';

/** The database that the store writes to, with the credentials of the template's secret. */
export interface StoreDatabase {
  readonly name: string;
  readonly owner: string;
}

/** Finds the one primary database of the workload. Raises `DEFINITION_WITHOUT_DATABASE`. */
export function primaryDatabase(
  workload: Workload,
  kept: KeptSecrets,
): StoreDatabase & { readonly secret: string } {
  const primary = workload.databases.find(({ sourceInstance }) => sourceInstance === undefined);
  const secret = workload.secrets.find(({ attachedDatabase }) => attachedDatabase === primary?.logicalId);
  if (primary?.databaseName === undefined || secret === undefined) {
    throw new Failure(
      'DEFINITION_WITHOUT_DATABASE',
      'The definition has no database with a name and an attached secret',
      {
        hint: 'The local side needs one AWS::RDS::DBInstance with DBName and a SecretTargetAttachment.',
      },
    );
  }
  return {
    name: primary.databaseName,
    owner: secretKey(kept, secret.logicalId, 'username').reveal(),
    secret: secret.logicalId,
  };
}

/** Where the database's server finds what it is to be called; also read without the definition. */
export function databaseFiles({ stateFolder }: LocalEnvironment) {
  const folder = join(stateFolder, 'secrets', 'postgres');
  return {
    name: join(folder, 'database'),
    owner: join(folder, 'username'),
    password: join(folder, 'password'),
    replication: join(folder, 'replication'),
  };
}

/** The database as its server was last told; undefined before the first start. */
export async function readStoreDatabase(environment: LocalEnvironment): Promise<StoreDatabase | undefined> {
  const files = databaseFiles(environment);
  const [name, owner] = await Promise.all([readText(files.name), readText(files.owner)]);
  return name === undefined || owner === undefined ? undefined : { name, owner };
}
