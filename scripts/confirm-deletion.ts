import { command } from '../failure/command.ts';
import { confirmTyped, type Terminal } from './confirm-typed.ts';
import { localData } from './removal/destroy-locally.ts';

/** Asks for the name of the environment whose data is to be deleted. Raises `NOT_CONFIRMED` without it. */
export async function confirmDeletion(name: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  await confirmTyped(
    {
      question: `Delete the ${localData} of ${name}? Type its name: `,
      ...{ answer: name, otherwise: 'Nothing was stopped or deleted' },
      withoutTerminal: `Run: ${command('local:down')} --volumes --yes`,
    },
    terminal,
    signal,
  );
}
