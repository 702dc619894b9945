import { existsSync } from 'node:fs';
import { command } from '../failure/command.ts';
import type { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { down } from '../local/lifecycle/commands/down.ts';
import { confirmDeletion } from './confirm-deletion.ts';
import { exclusively, localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

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
    const { progress, signal } = context;
    const work = () => down({ environment, engine: connectEngine(), progress, signal }, { volumes });
    // Without a state folder no other command uses the environment, and none should be left behind.
    if (!existsSync(environment.stateFolder)) await work();
    else await exclusively(environment, 'local:down', context, work);
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
