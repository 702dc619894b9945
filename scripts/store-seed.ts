import { runScript } from './run-script.ts';
import { runStoreCommand, storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:seed',
  about: 'runs the seeds; it is safe to run again',
  options: storeOptions,
  examples: ['', '--env staging'],
  interrupted: 'The task was stopped.',
  run: (context) =>
    runStoreCommand(context, 'store:seed', { command: ['bin/rails', 'db:seed'], purpose: 'seeds' }),
});
