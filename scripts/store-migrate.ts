import { changeOptions } from './change/change-options.ts';
import { runScript } from './run-script.ts';
import { runChangingCommand } from './store/changing-command.ts';

const migrates = 'Pending migrations run in its database, with the image that its tasks run.';

await runScript({
  name: 'store:migrate',
  about: 'runs the pending migrations',
  options: changeOptions,
  examples: ['', '--env staging', '--env production --yes'],
  interrupted: 'The task was stopped.',
  run: (context) =>
    runChangingCommand(context, 'store:migrate', { commandOf: ({ migrate }) => migrate }, migrates),
});
