import { command } from '../../failure/command.ts';
import { Failure } from '../../failure/failure.ts';
import { hintsFor } from '../../local/lifecycle/release/hints-for.ts';
import { checkStorefront } from '../../local/lifecycle/release/release-ways.ts';
import { type ReplacedDatabase, replaceDatabase } from '../../operations/database/replace-database.ts';
import { swapDatabase } from '../../operations/database/swap-database.ts';
import { swapNames } from '../../operations/database/swap-names.ts';
import { environmentOptions } from '../../operations/environment-options.ts';
import type { Storefront } from '../../operations/release/release-context.ts';
import { renewTasks } from '../../operations/release/renew-tasks.ts';
import type { Target } from '../../operations/target.ts';
import type { ScriptContext } from '../script.ts';
import { stampOf, watchIn } from './database-options.ts';

/**
 * Puts the store onto an instance that was restored. On AWS the read replica is replaced with it, and all tasks, which may
 * still have the address of the instance from before; locally the replica follows by itself, and every connection breaks.
 */
export async function putStoreOnto(
  context: Pick<ScriptContext, 'progress' | 'signal'>,
  target: Target,
  restored: string,
): Promise<ReplacedDatabase> {
  const { progress, signal } = context;
  const { environment } = target;
  const rds = await target.clients.rds();
  const names = swapNames(environment, restored, stampOf(new Date()));
  if (environment === 'local') {
    return await progress.step('Change of names', (step) =>
      swapDatabase(rds, names, watchIn(step, environment, signal)),
    );
  }
  const replaced = await replaceDatabase({
    ...{ rds, names, progress },
    watchIn: (step) => watchIn(step, environment, signal),
    runAgain: await useCommand(restored, target),
  });
  await renewed(context, target, names.primary);
  return replaced;
}

/** The command that puts the store onto an instance. */
export async function useCommand(identifier: string, target: Target): Promise<string> {
  const env = await environmentOptions(target);
  return `${command('db:restore')} --use ${identifier} ${env}`;
}

async function renewed(
  { progress, signal }: Pick<ScriptContext, 'progress' | 'signal'>,
  target: Target,
  primary: string,
): Promise<void> {
  const smokeCheck = (storefront: Storefront) => checkStorefront({ target, signal }, storefront);
  const renewal = renewTasks({
    target,
    progress,
    signal,
    hints: await hintsFor(target),
    ways: { smokeCheck },
  });
  await renewal.catch(async (error: unknown) => {
    if (!(error instanceof Failure) || error.code === 'INTERRUPTED') throw error;
    throw await tasksNotRenewed(error, target, primary);
  });
}

/** The names are changed by then: only the tasks are left. */
export async function tasksNotRenewed(error: Failure, target: Target, primary: string): Promise<Failure> {
  const env = await environmentOptions(target);
  return new Failure(
    error.code,
    `${error.message}\n${primary} is the restored database, but not all tasks are new: those from before may still use the one from before.`,
    {
      cause: error,
      hint: [
        ...(error.hint === undefined ? [] : [error.hint]),
        `If the store cannot sign in, as a password was changed since that time: ${command('store:setup')} ${env}`,
        `Then replace the tasks: ${command('store:restart')} ${env}`,
      ].join('\n  '),
    },
  );
}
