import { readStoreCommands, type StoreCommands } from '../../operations/store-commands.ts';
import { askFirst } from '../change/ask-first.ts';
import { changeEnvironment } from '../change/change-environment.ts';
import { changeRequest } from '../change/change-options.ts';
import type { ScriptContext } from '../script.ts';
import { runStoreCommand, type StoreRun } from './store-command.ts';

/** What is run: the set-up, or one of the commands of the deployed store. */
export interface ChangingRun extends Pick<StoreRun, 'purpose'> {
  readonly commandOf?: (commands: StoreCommands) => readonly string[] | undefined;
}

/**
 * Runs a command of the store that a release runs as well, so that neither meets the other. `what` says what it changes, to
 * those who are asked first. Gives its exit code.
 */
export async function runChangingCommand(
  context: ScriptContext,
  script: string,
  run: ChangingRun,
  what: string,
): Promise<number> {
  const request = changeRequest(script, context, false);
  const asked = { ...request, lines: [what], otherwise: 'Nothing was run' };
  return await changeEnvironment(request, context, askFirst(asked, context), async ({ target, signal }) => {
    const { commandOf, ...rest } = run;
    if (commandOf === undefined) return await runStoreCommand({ ...context, signal }, script, rest, target);
    const command = commandOf(await readStoreCommands(target));
    if (command !== undefined) {
      return await runStoreCommand({ ...context, signal }, script, { ...rest, command }, target);
    }
    if (context.json) context.print(JSON.stringify({ exitCode: 0 }));
    else context.say('The application has no such command: parity.yml says none');
    return 0;
  });
}
