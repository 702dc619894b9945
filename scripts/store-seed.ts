import { changeOptions } from './change/change-options.ts';
import { runScript } from './run-script.ts';
import { runChangingCommand } from './store/changing-command.ts';

const seeds = 'The seeds run in its database.';

await runScript({
  name: 'store:seed',
  about: 'runs the seeds; it is safe to run again',
  options: changeOptions,
  examples: ['', '--env staging', '--env production --yes'],
  interrupted: 'The task was stopped.',
  run: (context) =>
    runChangingCommand(context, 'store:seed', { commandOf: ({ seed }) => seed, purpose: 'seeds' }, seeds),
});
