import { command } from '../../failure/command.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { confirmTyped } from '../confirm-typed.ts';
import { localEnvironment } from '../local-context.ts';
import type { ScriptContext } from '../script.ts';
import { takeDownLocally } from '../take-down-local.ts';

/** What the deletion of a local environment deletes, for those who have to agree to it. */
export const localData = 'databases, uploads, jobs and secrets';

/** Options of a deletion that mean something on AWS alone. */
const onAwsAlone = ['keep-uploads', 'force-unlock', 'region'] as const;

/**
 * Deletes the local environment with its data, as `local:down --volumes` does: nothing of it is left, and no snapshot.
 * Raises `NOT_CONFIRMED` without its name.
 */
export async function destroyLocally(context: ScriptContext): Promise<number> {
  const { options, say, print, json, signal } = context;
  for (const option of onAwsAlone) if (options[option] !== undefined) throw notLocal(option);
  const environment = localEnvironment();
  const { name } = environment;
  say(`${name}, on this machine, is deleted: its tasks and servers, and its ${localData}.`);
  say('No snapshot is kept.');
  await confirmTyped(
    {
      question: `Delete ${name} with all of that? Type its name: `,
      ...{ answer: name, given: confirmation(context), otherwise: 'Nothing was stopped or deleted' },
      withoutTerminal: `Run: ${command('stack:destroy')} --env local --confirm ${name}`,
    },
    process,
    signal,
  );
  await takeDownLocally('stack:destroy', environment, context, { volumes: true });
  if (json) print(JSON.stringify({ environment: name, deletedData: true }));
  return 0;
}

/** The value of `--confirm`. */
export function confirmation({ options }: Pick<ScriptContext, 'options'>): string | undefined {
  return typeof options.confirm === 'string' ? options.confirm : undefined;
}

function notLocal(option: string): Error {
  return wrongUsage(
    'BAD_ARGUMENT',
    `stack:destroy: --${option} is for an environment on AWS`,
    `Add --env, or leave out --${option}: the local environment is deleted with all of its data.`,
  );
}
