import { command } from '../failure/command.ts';
import type { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { confirmDeletion } from './confirm-deletion.ts';
import { localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';
import { takeDownLocally } from './take-down-local.ts';

await runScript({
  name: 'local:down',
  about: 'stops the store and keeps its data',
  options: {
    volumes: { type: 'boolean', about: 'also delete the data, after asking' },
    yes: { type: 'boolean', about: 'with --volumes: do not ask' },
  },
  examples: ['', '--volumes'],
  interrupted: 'Completed steps are kept; the next run continues from there.',
  run: async (context) => {
    const environment = localEnvironment();
    const volumes = context.options.volumes === true;
    const yes = context.options.yes === true;
    if (yes && !volumes) throw nothingToConfirm();
    if (volumes && !yes) await confirmDeletion(environment.name, process, context.signal);
    await takeDownLocally('local:down', environment, context, { volumes });
    if (context.json) context.print(JSON.stringify({ environment: environment.name, deletedData: volumes }));
    return 0;
  },
});

/** Who confirms means the deletion, which would not happen. */
function nothingToConfirm(): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    'local:down: --yes is for --volumes, which asks before it deletes the data',
    `Run: ${command('local:down')}, or ${command('local:down')} --volumes --yes`,
  );
}
