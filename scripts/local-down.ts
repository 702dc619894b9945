import { existsSync } from 'node:fs';
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
    yes: { type: 'boolean', about: 'do not ask' },
  },
  interrupted: 'Completed steps are kept; the next run continues from there.',
  run: async (context) => {
    const environment = localEnvironment();
    const volumes = context.options.volumes === true;
    if (volumes && context.options.yes !== true)
      await confirmDeletion(environment.name, process, context.signal);
    const { progress, signal } = context;
    const work = () => down({ environment, engine: connectEngine(), progress, signal }, { volumes });
    // Without a state folder no other command uses the environment, and none should be left behind.
    if (!existsSync(environment.stateFolder)) await work();
    else await exclusively(environment, 'local:down', context, work);
    if (context.json) context.print(JSON.stringify({ environment: environment.name, deletedData: volumes }));
    return 0;
  },
});
