import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalEnvironment } from '../environment/local-environment.ts';
import { readText } from '../environment/state-file.ts';
import { stateFile } from '../environment/state-files.ts';
import { type Finished, type RunOptions, run } from '../processes/run.ts';

/**
 * The arguments of `docker` for a compose command on an environment; `args` begins with compose's own command, and
 * `overrides` are files that add to the compose file.
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
    ...overrides.flatMap((path) => ['--file', path]),
    '--env-file',
    stateFile(environment, 'composeVariables'),
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
  const file = await readFile(stateFile(environment, 'composeVariables'), 'utf8');
  const override = stateFile(environment, 'composeOverride');
  const overrides = (await readText(override)) === undefined ? [] : [override];
  return await run('docker', composeArguments(environment, args, overrides), {
    ...options,
    env: composeProcessEnvironment(options.env ?? process.env, file),
  });
}

/**
 * The caller's environment without what compose would prefer to the arguments (`COMPOSE_*`) and to the values
 * of the environment file: an exported `PORT_HTTP` must not silently override a port in the file.
 */
export function composeProcessEnvironment(caller: NodeJS.ProcessEnv, file: string): NodeJS.ProcessEnv {
  const written = new Set(file.split('\n').map((line) => line.split('=')[0]?.trim()));
  return Object.fromEntries(
    Object.entries(caller).filter(([name]) => !name.startsWith('COMPOSE_') && !written.has(name)),
  );
}
