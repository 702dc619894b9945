import { changeOptions } from './change/change-options.ts';
import { runScript } from './run-script.ts';
import { runChangingCommand } from './store/changing-command.ts';

const setsUp = 'The store’s users in its database are made, with the passwords of their secrets.';

await runScript({
  name: 'store:setup',
  about: "makes the store's users in the database; it is safe to run again",
  options: changeOptions,
  examples: ['', '--env staging', '--env production --yes'],
  interrupted: 'The task was stopped.',
  run: (context) => runChangingCommand(context, 'store:setup', { purpose: 'set-up' }, setsUp),
});
