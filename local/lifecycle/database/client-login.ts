import { command } from '../../../failure/command.ts';
import { Failure } from '../../../failure/failure.ts';
import { Secret } from '../../../failure/secret.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { readDefinition } from '../definition.ts';
import { keepSecrets } from '../kept-secrets.ts';
import { databaseFiles, readStoreDatabase } from './store-database.ts';
import { type DatabaseLogin, storeLogin } from './store-login.ts';

/** Who signs in to the database: the store's own user, or the master user, as which administrators of RDS sign in. */
export type DatabaseClient = 'store' | 'master';

/** How a client signs in, and to which database. */
export interface ClientLogin extends DatabaseLogin {
  readonly database: string;
}

/** Reads it from the state of an environment. Raises `ENVIRONMENT_NOT_STARTED`. */
export async function readClientLogin(
  environment: LocalEnvironment,
  client: DatabaseClient,
): Promise<ClientLogin> {
  const database = await readStoreDatabase(environment);
  const password = await readText(databaseFiles(environment).password);
  if (database === undefined || password === undefined) {
    throw new Failure('ENVIRONMENT_NOT_STARTED', `${environment.name} has no database yet`, {
      hint: `Start it: ${command('local:up')}`,
    });
  }
  const login =
    client === 'store'
      ? await readStoreLogin(environment)
      : { username: database.owner, password: new Secret(password.trim()) };
  return { ...login, database: database.name };
}

async function readStoreLogin(environment: LocalEnvironment): Promise<DatabaseLogin> {
  const { workload } = await readDefinition(stateFile(environment, 'assembly'));
  return storeLogin(workload, await keepSecrets(environment, workload));
}
