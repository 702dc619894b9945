import { runScript } from './run-script.ts';
import { runInteractiveCommand } from './store/interactive-command.ts';
import { storeOptions } from './store/store-command.ts';

const consoleCommand = ['bin/rails', 'console'] as const;

await runScript({
  name: 'store:console',
  about: 'opens the Rails console, or another interactive command, in a one-off task of its own',
  operands: '[-- COMMAND [ARGUMENT ...]]',
  examples: ['', '-- bash'],
  options: storeOptions,
  run: async (context) => {
    const command = context.operands.length === 0 ? consoleCommand : context.operands;
    return await runInteractiveCommand(context, { script: 'store:console', command, terminal: true });
  },
});
