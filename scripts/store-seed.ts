import { runScript } from './run-script.ts';
import { runStoreCommand, storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:seed',
  about: 'loads the seeds; it may run any number of times',
  options: storeOptions,
  examples: ['', '--env staging'],
  interrupted: 'The task was stopped.',
  run: (context) => runStoreCommand(context, 'store:seed', ['bin/rails', 'db:seed']),
});
