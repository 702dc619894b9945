import { command } from '../failure/command.ts';
import type { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { serverNamed } from './exec/find-server.ts';
import { localContainer } from './exec/local-container.ts';
import { runForScript } from './exec/run-for-script.ts';
import { shellCommand } from './exec/shell-command.ts';
import { wantsTerminal } from './exec/wants-terminal.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:exec',
  about:
    'runs a command, by default a shell, in a running task (web, worker, web/1a2b3c4d) or server (postgres, redis, ...), with a terminal if there is one, and with standard input',
  operands: 'SERVICE [-- COMMAND [ARGUMENT ...]]',
  options: {
    interactive: { type: 'boolean', short: 'i', about: 'standard input is passed on without it as well' },
    tty: { type: 'boolean', short: 't', about: 'refuses to go on without a terminal' },
    'no-tty': { type: 'boolean', short: 'T', about: 'without a terminal, even if there is one' },
    user: {
      type: 'string',
      short: 'u',
      value: 'USER',
      about: 'user to run it as, such as root (default: the user of the container)',
    },
    container: {
      type: 'string',
      value: 'NAME',
      about: 'container of a task that has several (default: the one named as its service, or the first)',
    },
  },
  examples: [
    'web',
    'web -- bin/rails console',
    'web/1a2b3c4d --user root -- ps aux',
    "worker -- sh -c 'echo $DATABASE_URL'",
    'postgres',
    'web -- tar c log > log.tar',
  ],
  run: async (context) => {
    const [source, ...given] = context.operands;
    if (source === undefined) {
      throw wrongUsage(
        'BAD_ARGUMENT',
        'local:exec needs a service, a task or a server',
        `For example: ${command('local:exec')} web`,
      );
    }
    const { user, container: wanted } = context.options;
    if (wanted !== undefined && serverNamed(source) !== undefined) throw noContainerOf(source);
    const terminal = wantsTerminal('local:exec', context);
    const environment = localEnvironment();
    const engine = connectEngine();
    const container = wanted === undefined ? undefined : String(wanted);
    const { name, id, entryPoint } = await localContainer(engine, environment, source, container);
    if (terminal) context.say(`${name}${given.length === 0 ? ' (exit or Ctrl-D leaves the shell)' : ''}`);
    return await runForScript(
      engine,
      {
        container: id,
        command: [...entryPoint, ...(given.length === 0 ? shellCommand : given)],
        ...(user === undefined ? {} : { user: String(user) }),
      },
      { terminal, where: name },
      context,
    );
  },
});

function noContainerOf(server: string): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    `local:exec: --container is for tasks, and ${server} is a server`,
    'Leave --container out.',
  );
}
