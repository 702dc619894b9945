import { env } from 'node:process';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { reset } from '../local/lifecycle/commands/reset.ts';
import { exclusively, localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:reset',
  about: 'restores the seeded snapshot of the database and empties Redis',
  run: async (context) => {
    const environment = localEnvironment();
    const { progress, signal } = context;
    await exclusively(environment, 'local:reset', context, () =>
      reset({
        environment,
        engine: connectEngine(),
        variables: env,
        progress,
        signal,
      }),
    );
    return 0;
  },
});
