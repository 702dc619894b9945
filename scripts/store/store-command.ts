import { readOneOffLaunch } from '../../operations/one-off-launch.ts';
import { runOneOffTask } from '../../operations/one-off-task.ts';
import { environmentOption } from '../../operations/target.ts';
import type { ScriptContext, ScriptOption } from '../run-script.ts';
import { openTarget } from './open-target.ts';

/** The options of every `store:*` script. */
export const storeOptions: Readonly<Record<string, ScriptOption>> = {
  env: { type: 'string', about: 'local (default), staging or production' },
  region: { type: 'string', about: 'region of the environment (default ap-southeast-1)' },
};

/** The store's own region where `--region` says nothing. */
export const defaultRegion = 'ap-southeast-1';

/** Runs a command of the store as a one-off task in the environment that `--env` names; gives its exit code. */
export async function runStoreCommand(
  context: ScriptContext,
  scriptName: string,
  command: readonly string[],
): Promise<number> {
  const environment = environmentOption(context.options.env);
  const region = String(context.options.region ?? defaultRegion);
  const target = await openTarget(environment, region);
  const launch = await readOneOffLaunch(target);
  const { exitCode, taskArn } = await runOneOffTask(target, launch, {
    command,
    startedBy: scriptName,
    onLine: context.print,
    signal: context.signal,
  });
  context.say(`${taskArn} ended with exit code ${exitCode}`);
  return exitCode;
}
