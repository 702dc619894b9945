import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { runScript } from './run-script.ts';
import { runInteractiveCommand } from './store/interactive-command.ts';
import { runStoreCommand, storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:exec',
  about: 'runs a command in a one-off task of the store, or with --into in a task that runs',
  operands: '-- COMMAND [ARGUMENT ...]',
  options: {
    ...storeOptions,
    interactive: {
      type: 'boolean',
      short: 'i',
      about: 'with standard input (locally; on AWS with -t alone)',
    },
    tty: { type: 'boolean', short: 't', about: 'with a terminal and standard input: -it' },
    into: {
      type: 'string',
      value: 'SERVICE',
      about:
        'in a running task of a service (web), or in this one (web/1a2b3c4d); on AWS by ECS Exec, with -t',
    },
  },
  interrupted: 'The command was stopped.',
  examples: [
    '-- bin/rails about',
    "-- bin/rails runner 'puts Rails.version'",
    '-it -- bash',
    '-i -- bin/rails runner - < script.rb',
    '-it --into web --env staging -- bash',
  ],
  awsCommands: [
    'ecs execute-command --cluster spree-production-cluster --task TASK --container web --interactive --command /bin/sh',
  ],
  run: async (context) => {
    const { interactive, tty, into } = context.options;
    if (context.operands.length === 0) {
      throw wrongUsage(
        'BAD_ARGUMENT',
        'store:exec needs a command',
        `For example: ${command('store:exec')} -- bin/rails about`,
      );
    }
    const given = { script: 'store:exec', command: context.operands };
    if (interactive !== true && tty !== true && into === undefined) {
      return await runStoreCommand(context, given.script, given);
    }
    return await runInteractiveCommand(context, {
      ...given,
      terminal: tty === true,
      ...(into === undefined ? {} : { into: String(into) }),
    });
  },
});
