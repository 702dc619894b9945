import type { AwsClients } from '../../aws/clients.ts';
import type { Task } from '../../aws/ecs-types.ts';
import type { Engine } from '../../local/docker/engine.ts';
import { runtimeIdOf } from './tasks.ts';

/** Has Secrets Manager change the password with which the store signs in to its database. */
export async function rotateStorePassword(clients: AwsClients): Promise<void> {
  const secretsManager = await clients.secretsManager();
  await secretsManager.rotateSecret({ SecretId: 'spree-local/application' });
}

/** The user as which a task signs in anew to its database, with what it was given when it started. */
export async function signInAgain(engine: Engine, task: Task | undefined): Promise<string> {
  const command = [
    'export PGUSER="$DATABASE_USERNAME" PGPASSWORD="$DATABASE_PASSWORD" PGHOST="$DATABASE_HOST" PGDATABASE="$DATABASE_NAME"',
    'psql -X -q -A -t -c "SELECT session_user"',
  ];
  const { stdout, stderr } = await engine.exec(runtimeIdOf(task), ['sh', '-c', command.join('\n')]);
  return (stdout + stderr).trim();
}
