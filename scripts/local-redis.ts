import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { findServer } from './exec/find-server.ts';
import { redisCommand } from './exec/redis-command.ts';
import { runForScript } from './exec/run-for-script.ts';
import { wantsTerminal } from './exec/wants-terminal.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:redis',
  about:
    'opens redis-cli on the store’s Redis, signed in and by TLS, or runs a command of Redis or what comes on standard input',
  operands: '[-- COMMAND OR OPTION OF REDIS-CLI ...]',
  options: {
    'no-tty': { type: 'boolean', short: 'T', about: 'without a terminal, even if there is one' },
  },
  examples: ['', '-- info memory', '-- -n 1 dbsize', "-- --scan --pattern 'queue:*'", '< commands.txt'],
  run: async (context) => {
    const { operands } = context;
    const environment = localEnvironment();
    const engine = connectEngine();
    const container = await findServer(engine, environment, 'redis');
    const terminal = wantsTerminal('local:redis', context);
    const command = redisCommand(operands);
    return await runForScript(engine, { container, command }, { terminal, where: 'redis' }, context);
  },
});
