import { runScript } from './run-script.ts';
import { runStoreCommand, storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:setup',
  about: "makes the store's users in the database; it is safe to run again",
  options: storeOptions,
  examples: ['', '--env staging'],
  interrupted: 'The task was stopped.',
  run: (context) => runStoreCommand(context, 'store:setup', { purpose: 'set-up' }),
});
