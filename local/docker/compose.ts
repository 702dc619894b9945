import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { readText } from '../environment/state-file.ts';
import { type Finished, type RunOptions, run } from '../processes/run.ts';

/** Where an environment's values for the compose file are, inside its state folder. */
export const composeEnvironmentFile = 'compose.env';

/** What an environment adds to the compose file, in its state folder; one of an older version has none. */
export const composeOverrideFile = 'compose.override.json';

/**
 * The arguments of `docker` for a compose command on an environment; `args` begins with compose's own command, and
 * `overrides` are files of the state folder that add to the compose file.
 */
export function composeArguments(
  environment: LocalEnvironment,
  args: readonly string[],
  overrides: readonly string[] = [],
): readonly string[] {
  return [
    'compose',
    '--project-name',
    environment.name,
    '--file',
    join(environment.checkout, 'docker-compose.yml'),
    ...overrides.flatMap((name) => ['--file', join(environment.stateFolder, name)]),
    '--env-file',
    join(environment.stateFolder, composeEnvironmentFile),
    '--ansi',
    'never',
    ...args,
  ];
}

/** Runs a compose command on an environment. Raises `PROCESS_FAILED` with what compose said. */
export async function compose(
  environment: LocalEnvironment,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const file = await readFile(join(environment.stateFolder, composeEnvironmentFile), 'utf8');
  const override = await readText(join(environment.stateFolder, composeOverrideFile));
  const overrides = override === undefined ? [] : [composeOverrideFile];
  return await run('docker', composeArguments(environment, args, overrides), {
    ...options,
    env: composeProcessEnvironment(options.env ?? process.env, file),
  });
}

/**
 * The caller's environment without what compose would prefer to the arguments (`COMPOSE_*`) and to the values of
 * the environment file: an exported `PORT_HTTP` must not move a port behind the back of who wrote the file.
 */
export function composeProcessEnvironment(caller: NodeJS.ProcessEnv, file: string): NodeJS.ProcessEnv {
  const written = new Set(file.split('\n').map((line) => line.split('=')[0]?.trim()));
  return Object.fromEntries(
    Object.entries(caller).filter(([name]) => !name.startsWith('COMPOSE_') && !written.has(name)),
  );
}
