import { createInterface } from 'node:readline/promises';
import { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';

/** Where a person is asked, such as `process`. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
}

export interface TypedConfirmation {
  readonly question: string;
  /** What has to be typed. */
  readonly answer: string;
  /** What was given in the place of typing it, as the value of `--confirm`. */
  readonly given?: string | undefined;
  /** What did not happen without it, such as `Nothing was deleted`. */
  readonly otherwise: string;
  /** What to do where there is no terminal. */
  readonly withoutTerminal: string;
}

/**
 * Asks a person to type a word before something is done that cannot be undone, unless it was given. Raises `NOT_CONFIRMED`
 * without it, and `BAD_ARGUMENT` where another one was given.
 */
export async function confirmTyped(
  { question, answer, given, otherwise, withoutTerminal }: TypedConfirmation,
  { stdin, stderr }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (given === answer) return;
  if (given !== undefined) {
    const message = `${otherwise}: --confirm must be ${answer}, not '${given}'`;
    throw wrongUsage('BAD_ARGUMENT', message, withoutTerminal);
  }
  const declined = (why: string, hint: string) =>
    new Failure('NOT_CONFIRMED', `${otherwise}: ${why}`, { hint });
  if (stdin.isTTY !== true) throw declined('there is no terminal to prompt on', withoutTerminal);
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    const typed = await terminal.question(question, { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      // Ctrl-C and Ctrl-D, of which Node makes an error.
      if (error instanceof Error && error.name === 'AbortError') return undefined;
      throw error;
    });
    if (typed === undefined) {
      stderr.write('\n');
      throw new Failure('NOT_CONFIRMED', `${otherwise}: interrupted`, { exitCode: 130 });
    }
    if (typed !== answer)
      throw declined('the name does not match', 'Run it again and type the name exactly.');
  } finally {
    terminal.close();
  }
}
