import { env } from 'node:process';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { startedPorts } from '../local/environment/ports.ts';
import { reset } from '../local/lifecycle/commands/reset.ts';
import { exclusively, localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:reset',
  about: 'restores the seeded snapshot of the database and empties Redis',
  examples: [''],
  interrupted: 'Completed steps are kept; the next run continues from there.',
  run: async (context) => {
    const environment = localEnvironment();
    const { progress, signal } = context;
    // The lock would leave a state folder behind where there is no environment to reset.
    await startedPorts(environment);
    await exclusively(environment, 'local:reset', context, () =>
      reset({
        environment,
        engine: connectEngine(),
        variables: env,
        progress,
        signal,
      }),
    );
    if (context.json) context.print(JSON.stringify({ environment: environment.name }));
    return 0;
  },
});
