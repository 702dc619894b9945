import { createInterface } from 'node:readline/promises';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';

/** Where a person is asked, such as `process`. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
}

/** Asks for the name of the environment whose data is to be deleted. Raises `NOT_CONFIRMED` without it. */
export async function confirmDeletion(
  name: string,
  { stdin, stderr }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (stdin.isTTY !== true) {
    throw declined('there is no terminal to prompt on', `Run: ${command('local:down')} --volumes --yes`);
  }
  const question = `Delete the databases, uploads, jobs and secrets of ${name}? Type its name: `;
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await terminal.question(question, { signal });
    if (answer !== name) throw declined('the name does not match', 'Run it again and type the name exactly.');
  } finally {
    terminal.close();
  }
}

function declined(why: string, hint: string): Failure {
  return new Failure('NOT_CONFIRMED', `Nothing was stopped or deleted: ${why}`, { hint });
}
