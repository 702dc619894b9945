import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import type { Engine } from '../docker/engine.ts';

/** SQL on the local primary, as its superuser, through the engine. */
export interface PostgresServer {
  /** Runs statements in `database`, each in a transaction of its own; gives the rows as text, columns by tabs. */
  run(database: string, ...statements: readonly string[]): Promise<readonly string[]>;
  /**
   * Lets the server start such statements; it continues after this process has ended, and their outcome is
   * not reported.
   */
  start(database: string, ...statements: readonly string[]): Promise<void>;
}

/** The PostgreSQL server in a container. Raises `DATABASE_STATEMENT_FAILED` with what the server said. */
export function postgresServer(
  engine: Pick<Engine, 'exec' | 'startExec'>,
  containerId: string,
): PostgresServer {
  return {
    run: async (database, ...statements) => {
      const finished = await engine.exec(containerId, psql(database, statements), asSuperuser);
      if (finished.exitCode !== 0) throw statementFailed(database, finished.stderr);
      return finished.stdout.split('\n').filter((line) => line !== '');
    },
    start: (database, ...statements) =>
      engine.startExec(containerId, psql(database, statements), asSuperuser),
  };
}

const asSuperuser = { user: 'postgres' };

function psql(database: string, statements: readonly string[]): readonly string[] {
  const plainly = ['-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1'];
  const commands = statements.flatMap((statement) => ['-c', statement]);
  return ['psql', ...plainly, '-h', '/tmp', '-U', 'rdsadmin', '-d', database, ...commands];
}

/** A name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function statementFailed(database: string, said: string): Failure {
  return new Failure(
    'DATABASE_STATEMENT_FAILED',
    `PostgreSQL rejected a statement in ${database}: ${said.trim()}`,
    {
      hint: `See: ${command('local:logs')} postgres`,
    },
  );
}
