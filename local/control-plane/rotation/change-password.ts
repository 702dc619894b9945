import { Failure } from '../../../failure/failure.ts';
import type { Engine } from '../../docker/engine.ts';
import type { UserSecret } from './next-value.ts';

/** Signs in to the database by its network address, as a rotation function does. */
export interface PasswordServer {
  /** Raises `DATABASE_STATEMENT_FAILED` where the user is not let in. */
  signIn(user: UserSecret): Promise<void>;
  /** Signs in as `by`, and gives the user of `next` its password; makes it a user like `current` where it is missing. */
  setPassword(by: UserSecret, current: UserSecret, next: UserSecret): Promise<void>;
}

/** The database of the PostgreSQL server in a container. */
export function passwordServer(
  engine: Pick<Engine, 'exec'>,
  containerId: string,
  database: string,
): PasswordServer {
  const run = async (user: UserSecret, script: string, variables: Readonly<Record<string, string>> = {}) => {
    // Passwords are in the variables of the process alone, never among its arguments.
    const environment = {
      ...variables,
      PGUSER: user.username,
      PGPASSWORD: user.password,
      PGDATABASE: database,
    };
    const { exitCode, stderr } = await engine.exec(containerId, ['sh', '-c', psql(script)], { environment });
    if (exitCode === 0) return;
    const message = `PostgreSQL rejected what ${user.username} asked for: ${stderr.trim()}`;
    throw new Failure('DATABASE_STATEMENT_FAILED', message);
  };
  return {
    signIn: (user) => run(user, 'SELECT 1 \\g /dev/null'),
    setPassword: (by, current, next) =>
      run(by, settingPassword, {
        CURRENT_USERNAME: current.username,
        NEXT_USERNAME: next.username,
        NEXT_PASSWORD: next.password,
      }),
  };
}

function psql(script: string): string {
  return `psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 <<'SQL'\n${script}\nSQL`;
}

/** The statements of AWS's function for alternating users, which for the user itself come down to the last one. */
const settingPassword = `\\getenv current CURRENT_USERNAME
\\getenv next NEXT_USERNAME
\\getenv password NEXT_PASSWORD
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'next') AS is_missing \\gset
BEGIN;
\\if :is_missing
CREATE ROLE :"next" LOGIN;
GRANT :"current" TO :"next";
\\endif
ALTER ROLE :"next" PASSWORD :'password';
COMMIT;`;
