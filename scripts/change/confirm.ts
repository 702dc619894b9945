import { Failure } from '../../failure/failure.ts';

/** A question that is answered by yes or no. */
export interface Confirmation {
  readonly question: string;
  /** What did not happen without a yes, such as `Nothing was released`. */
  readonly otherwise: string;
}

/** Where a person is asked. */
export interface AskedTerminal {
  readonly isTty: boolean;
  /** False for no; undefined when the person left. */
  readonly ask: (question: string) => Promise<boolean | undefined>;
}

/**
 * Asks a person before something is changed that others use. Raises `NOT_CONFIRMED` without a yes. No command is spelled out
 * then: one that lacked an option of the first, such as `--to`, would do something else without asking.
 */
export async function confirm(
  { question, otherwise }: Confirmation,
  terminal: AskedTerminal = processTerminal,
): Promise<void> {
  if (!terminal.isTty) {
    throw new Failure('NOT_CONFIRMED', `${otherwise}: there is no terminal to prompt on`, {
      hint: 'To skip the question, run the same command with --yes.',
    });
  }
  const answer = await terminal.ask(question);
  if (answer === true) return;
  throw new Failure(
    'NOT_CONFIRMED',
    `${otherwise}: ${answer === false ? 'the answer was no' : 'interrupted'}`,
    {
      exitCode: answer === false ? 1 : 130,
    },
  );
}

const processTerminal: AskedTerminal = {
  isTty: process.stdin.isTTY === true && process.stderr.isTTY === true,
  ask: async (message) => {
    const prompts = await import('@clack/prompts');
    const answer = await prompts.confirm({ message, initialValue: false, output: process.stderr });
    return prompts.isCancel(answer) ? undefined : answer;
  },
};
