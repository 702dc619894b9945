import { command } from '../failure/command.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { runScript } from './run-script.ts';
import { runStoreCommand, storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:exec',
  about:
    'runs a command in a one-off task of the store, without standard input; store:console has a terminal',
  operands: '-- COMMAND [ARGUMENT ...]',
  options: storeOptions,
  interrupted: 'The task was stopped.',
  examples: ['-- bin/rails about', "-- bin/rails runner 'puts Rails.version'"],
  run: async (context) => {
    if (context.operands.length === 0) {
      throw wrongUsage(
        'BAD_ARGUMENT',
        'store:exec needs a command',
        `For example: ${command('store:exec')} -- bin/rails about`,
      );
    }
    return await runStoreCommand(context, 'store:exec', { command: context.operands });
  },
});
