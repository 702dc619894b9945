import { askFirst } from '../change/ask-first.ts';
import { changeEnvironment } from '../change/change-environment.ts';
import { changeRequest } from '../change/change-options.ts';
import type { ScriptContext } from '../script.ts';
import { runStoreCommand, type StoreRun } from './store-command.ts';

/**
 * Runs a command of the store that a release runs as well, so that neither meets the other. `what` says what it changes, to
 * those who are asked first. Gives its exit code.
 */
export async function runChangingCommand(
  context: ScriptContext,
  script: string,
  run: StoreRun,
  what: string,
): Promise<number> {
  const request = changeRequest(script, context, false);
  const asked = { ...request, lines: [what], otherwise: 'Nothing was run' };
  return await changeEnvironment(request, context, askFirst(asked, context), ({ target, signal }) =>
    runStoreCommand({ ...context, signal }, script, run, target),
  );
}
