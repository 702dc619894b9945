import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { readClientLogin } from '../local/lifecycle/database/client-login.ts';
import { findServer } from './exec/find-server.ts';
import { psqlCommand, psqlUser } from './exec/psql-command.ts';
import { runForScript } from './exec/run-for-script.ts';
import { wantsTerminal } from './exec/wants-terminal.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:psql',
  about:
    'opens psql on the store’s database, or runs what is given or comes on standard input; psql need not be installed here',
  operands: '[-- ARGUMENT OF PSQL ...]',
  options: {
    command: { type: 'string', short: 'c', value: 'SQL', about: 'runs this and ends', multiple: true },
    user: {
      type: 'string',
      short: 'U',
      value: 'USER',
      about:
        'store (default): as the store signs in; master: the master user of RDS; rdsadmin: the superuser, as which nobody signs in to RDS',
    },
    replica: { type: 'boolean', about: 'on the read replica' },
    'no-tty': { type: 'boolean', short: 'T', about: 'without a terminal, even if there is one' },
  },
  examples: [
    '',
    "-c 'SELECT count(*) FROM schema_migrations'",
    '< changes.sql',
    "--user rdsadmin -c 'SELECT * FROM pg_stat_activity'",
    "--replica -- -x -c 'SELECT * FROM pg_stat_wal_receiver'",
    '-- --csv -f - < report.sql > report.csv',
  ],
  run: async (context) => {
    const { options, lists, operands } = context;
    const user = psqlUser(options.user);
    const server = options.replica === true ? 'postgres-replica' : 'postgres';
    const environment = localEnvironment();
    const engine = connectEngine();
    const container = await findServer(engine, environment, server);
    const login = await readClientLogin(environment, user === 'store' ? 'store' : 'master');
    const given = (lists.command ?? []).flatMap((sql) => ['-c', sql]);
    const terminal = given.length === 0 && wantsTerminal('local:psql', context);
    const command = psqlCommand(login, user, [...given, ...operands]);
    return await runForScript(engine, { container, ...command }, { terminal, where: server }, context);
  },
});
