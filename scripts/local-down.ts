import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { down } from '../local/lifecycle/commands/down.ts';
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
    if (volumes && context.options.yes !== true) await confirm(environment.name, context.signal);
    const { progress, signal } = context;
    const work = () => down({ environment, engine: connectEngine(), progress, signal }, { volumes });
    // Without a state folder no other command uses the environment, and none should be left behind.
    if (!existsSync(environment.stateFolder)) await work();
    else await exclusively(environment, 'local:down', context, work);
    if (context.json) context.print(JSON.stringify({ environment: environment.name, deletedData: volumes }));
    return 0;
  },
});

async function confirm(name: string, signal: AbortSignal): Promise<void> {
  const question = `Delete the databases, uploads, jobs and secrets of ${name}? Type its name: `;
  if (process.stdin.isTTY !== true) throw declined(name, 'there is no terminal to prompt on');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    if ((await terminal.question(question, { signal })) !== name) throw declined(name, 'not confirmed');
  } finally {
    terminal.close();
  }
}

function declined(name: string, why: string): Failure {
  return new Failure('NOT_CONFIRMED', `Nothing was deleted from ${name}: ${why}`, {
    hint: `Without a terminal: ${command('local:down')} --volumes --yes`,
  });
}
