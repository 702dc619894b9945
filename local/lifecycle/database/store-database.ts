import { join } from 'node:path';
import type { DatabaseInstance, SecretKey } from '../../../definition/model/data-stores.ts';
import type { Workload } from '../../../definition/workload.ts';
import { Failure } from '../../../failure/failure.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';

/** The database that the store writes to, with the credentials of the template's secret. */
export interface StoreDatabase {
  readonly name: string;
  readonly owner: string;
}

/** Finds the one primary database of the workload, and the secret of its master user. Raises `DEFINITION_WITHOUT_DATABASE`. */
export function primaryDatabase({
  databases,
}: Pick<Workload, 'databases'>): StoreDatabase & { readonly password: SecretKey } {
  const primary = databases.find(({ sourceInstance }) => sourceInstance === undefined);
  const { databaseName: name, masterUsername: owner, masterPassword: password } = primary ?? {};
  if (name !== undefined && owner !== undefined && password !== undefined) return { name, owner, password };
  throw new Failure('DEFINITION_WITHOUT_DATABASE', whatIsMissing(primary), {
    hint: 'The local environment needs one AWS::RDS::DBInstance with DBName, MasterUsername and MasterUserPassword.',
  });
}

function whatIsMissing(primary: DatabaseInstance | undefined): string {
  if (primary === undefined) return 'The definition has no database that is not a replica.';
  const { logicalId, databaseName, masterUsername, masterPassword } = primary;
  const properties = {
    DBName: databaseName,
    MasterUsername: masterUsername,
    MasterUserPassword: masterPassword,
  };
  const missing = Object.entries(properties).filter(([, value]) => value === undefined);
  return `${logicalId} (AWS::RDS::DBInstance) has no ${missing.map(([name]) => name).join(', no ')}.`;
}

/** Where the database server finds the name of its database; also read without the definition. */
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
