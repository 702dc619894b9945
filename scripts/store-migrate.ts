import { runScript } from './run-script.ts';
import { runStoreCommand, storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:migrate',
  about: 'runs the pending migrations',
  options: storeOptions,
  examples: ['', '--env staging'],
  interrupted: 'The task was stopped.',
  run: (context) => runStoreCommand(context, 'store:migrate', { command: ['bin/rails', 'db:migrate'] }),
});
