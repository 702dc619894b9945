import { cwd, env } from 'node:process';
import { identifyEnvironment } from '../../local/environment/identify.ts';
import { runOneOffTask } from '../../operations/one-off-task.ts';
import { environmentOption, openStoreSide, readOneOffLaunch } from '../../operations/store-side.ts';
import type { ScriptContext, ScriptOption } from '../run-script.ts';

/** The options of every `store:*` script. */
export const storeOptions: Readonly<Record<string, ScriptOption>> = {
  env: { type: 'string', about: 'local (default), staging or production' },
  region: { type: 'string', about: 'region of the environment (default ap-southeast-1)' },
};

/** The store's own region where `--region` says nothing. */
export const defaultRegion = 'ap-southeast-1';

/** Runs a command of the store as a one-off task on the side that `--env` names; gives its exit code. */
export async function runStoreCommand(
  context: ScriptContext,
  scriptName: string,
  command: readonly string[],
): Promise<number> {
  const environment = environmentOption(context.options.env);
  const region = String(context.options.region ?? defaultRegion);
  const side = await openStoreSide(environment, identifyEnvironment(cwd(), env), region);
  const launch = await readOneOffLaunch(side);
  const { exitCode, taskArn } = await runOneOffTask(side, launch, {
    command,
    startedBy: scriptName,
    onLine: context.print,
    signal: context.signal,
  });
  context.say(`${taskArn} ended with exit code ${exitCode}`);
  return exitCode;
}
