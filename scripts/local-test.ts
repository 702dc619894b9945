import { delimiter, resolve } from 'node:path';
import { cwd, env } from 'node:process';
import { command } from '../failure/command.ts';
import type { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { misleading } from '../local/lifecycle/commands/shell-lines.ts';
import { withThrowawayServers } from '../local/lifecycle/commands/with-throwaway-servers.ts';
import { machineNeeds } from '../local/machine/machine-needs.ts';
import { prepareMachine } from '../local/machine/prepare-machine.ts';
import { localEnvironment } from './local-context.ts';
import { runGivenCommand } from './run-given-command.ts';
import { runScript } from './run-script.ts';
import { dataImageVariables, machineVariables, storeVariables } from './variables.ts';

await runScript({
  name: 'local:test',
  about: "runs a command, such as a store's own tests, with throwaway servers: docs/throwaway-servers.md",
  operands: '-- COMMAND [ARGUMENT ...]',
  options: {
    empty: {
      type: 'boolean',
      about: "leave the database without the store's schema; the store's image is not needed",
    },
  },
  interrupted: 'The servers were removed.',
  variables: {
    ...storeVariables,
    STORE_CONTEXT:
      'folder of your own application: the command runs in it, and its migrations create the schema',
    ...dataImageVariables,
    ...machineVariables,
  },
  examples: ['-- bundle exec rspec', '-- npx vitest run', '-- bash'],
  run: async (context) => {
    const { operands, options, progress, signal } = context;
    const [program, ...args] = operands;
    if (program === undefined) throw noCommand();
    const environment = localEnvironment();
    const engine = connectEngine();
    const { stateFolder } = environment;
    const needs = machineNeeds(env, false);
    await prepareMachine({ engine, stateFolder, environment: env, needs, progress, signal });
    const lifecycle = { environment, engine, variables: env, progress, signal };
    return await withThrowawayServers(lifecycle, { empty: options.empty === true }, async (variables) => {
      const process = { cwd: workingFolder(), env: { ...ownVariables(), ...variables } };
      return await runGivenCommand([program, ...args], process, context);
    });
  },
});

function noCommand(): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    'local:test needs a command',
    `For example: ${command('local:test')} -- bundle exec rspec`,
  );
}

/** The user's own application, or else where the script was called: pnpm runs it in the checkout. */
function workingFolder(): string {
  const context = env.STORE_CONTEXT || undefined;
  return context === undefined ? (env.INIT_CWD ?? cwd()) : resolve(cwd(), context);
}

/** Without what would lead AWS clients elsewhere, and without the toolkit's own programs, which pnpm puts first. */
function ownVariables(): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !misleading.includes(name));
  const path = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(resolve(cwd(), 'node_modules')));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}
