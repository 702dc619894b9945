import { command } from '../../failure/command.ts';
import { readOneOffLaunch } from '../../operations/one-off-launch.ts';
import { type OneOffRequest, runOneOffTask } from '../../operations/one-off-task.ts';
import { environmentOption, regionOption, type Target } from '../../operations/target.ts';
import { sayPlace } from '../change/confirm-operation.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';
import { openTarget } from './open-target.ts';
import { watchInput } from './watch-input.ts';

/** The options of every `store:*` script. */
export const storeOptions: Readonly<Record<string, ScriptOption>> = {
  env: { type: 'string', about: 'local (default), small, staging or production' },
  region: { type: 'string', about: 'region of the environment (default ap-southeast-1)' },
};

/** RunTask takes no input, on AWS as here. */
function inputNote(env: string | boolean | undefined): string {
  return environmentOption(env) === 'local'
    ? `Standard input was not passed to the command. To pass it: ${command('store:exec')} -i -- COMMAND`
    : `Standard input was not passed to the command: ECS starts tasks without it. With a terminal: ${command('store:exec')} -it`;
}

/** What a `store:*` script runs. */
export type StoreRun = Pick<OneOffRequest, 'command' | 'purpose'>;

/** Runs a command of the store as a one-off task, in the environment that `--env` names; gives its exit code. */
export async function runStoreCommand(
  context: ScriptContext,
  scriptName: string,
  run: StoreRun,
  opened?: Target,
): Promise<number> {
  const endWatch = watchInput(process.stdin);
  try {
    return await runInTask(context, scriptName, run, opened);
  } finally {
    if (endWatch()) context.say(inputNote(context.options.env));
  }
}

async function runInTask(
  context: ScriptContext,
  startedBy: string,
  run: StoreRun,
  opened: Target | undefined,
): Promise<number> {
  const { json, print, say, signal } = context;
  const target = opened ?? (await openOwnPlace(context));
  const { exitCode, taskArn } = await runOneOffTask(target, await readOneOffLaunch(target, run.purpose), {
    ...run,
    startedBy,
    onLine: (line) => print(json ? JSON.stringify({ line }) : line),
    signal,
  });
  if (json) print(JSON.stringify({ taskArn, exitCode }));
  else say(`${taskArn} ended with exit code ${exitCode}`);
  return exitCode;
}

async function openOwnPlace(context: ScriptContext): Promise<Target> {
  const region = regionOption(context.options.region);
  const target = await openTarget(environmentOption(context.options.env), region);
  await sayPlace({ target, region }, context);
  return target;
}
