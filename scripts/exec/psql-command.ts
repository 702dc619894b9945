import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { ClientLogin, DatabaseClient } from '../../local/lifecycle/database/client-login.ts';
import type { ContainerCommand } from './run-in-container.ts';

/** Who can sign in by `local:psql`: `rdsadmin` is the superuser, which RDS keeps to itself. */
export type PsqlUser = DatabaseClient | 'rdsadmin';

const users: readonly PsqlUser[] = ['store', 'master', 'rdsadmin'];

/** The value of `--user`. Raises `BAD_ARGUMENT`. */
export function psqlUser(value: string | boolean | undefined): PsqlUser {
  if (value === undefined) return 'store';
  const found = users.find((each) => each === value);
  if (found !== undefined) return found;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--user does not know '${value}'`,
    `Use one of: ${users.join(', ')}. Another user of the database: -- -U NAME`,
  );
}

/**
 * psql in the container of a PostgreSQL server. A password is a variable of the one process: neither its arguments nor what
 * the engine tells of the container have it. `rdsadmin` comes in by the server's socket, as it has no password.
 */
export function psqlCommand(
  login: ClientLogin,
  user: PsqlUser,
  args: readonly string[],
): Omit<ContainerCommand, 'container'> {
  const { username, password, database } = login;
  const common = { PGDATABASE: database, PGAPPNAME: 'local:psql' };
  const signedIn =
    user === 'rdsadmin'
      ? { PGHOST: '/tmp', PGUSER: 'rdsadmin' }
      : { PGHOST: '127.0.0.1', PGSSLMODE: 'require', PGUSER: username, PGPASSWORD: password.reveal() };
  return { command: ['psql', ...args], user: 'postgres', environment: { ...common, ...signedIn } };
}
