import { createInterface } from 'node:readline/promises';
import { Failure } from '../failure/failure.ts';
import type { Target } from '../operations/target.ts';
import type { Terminal } from './confirm-typed.ts';

/** A change that somebody may decline. */
export interface Change {
  /** What changes, a line each. */
  readonly lines: readonly string[];
  /** Whether `--yes` was given. */
  readonly isConfirmed: boolean;
}

/**
 * Says what is about to change on AWS, in which account and region, and asks. The local environment is changed without a
 * question. Raises `NOT_CONFIRMED`.
 */
export async function confirmOnAws(
  { environment, clients }: Target,
  { lines, isConfirmed }: Change,
  { stdin, stderr }: Terminal,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<void> {
  if (environment === 'local') return;
  const sts = await clients.sts();
  const { Account = 'unknown' } = await sts.getCallerIdentity({});
  say(`${environment}, account ${Account}, region ${await sts.config.region()}`);
  for (const line of lines) say(`  ${line}`);
  if (isConfirmed) return;
  await confirmYes({ stdin, stderr }, signal);
}

/** Asks for a `y` or `yes`; anything else is a no. Raises `NOT_CONFIRMED`. */
export async function confirmYes({ stdin, stderr }: Terminal, signal: AbortSignal): Promise<void> {
  const declined = (why: string, hint: string) =>
    new Failure('NOT_CONFIRMED', `Nothing was changed: ${why}`, { hint });
  if (stdin.isTTY !== true)
    throw declined('there is no terminal to prompt on', 'Add --yes to go on without a question.');
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await terminal.question('Go on? [y/N] ', { signal });
    if (!/^y(es)?$/i.test(answer.trim())) throw declined('the answer was no', 'Run it again and answer y.');
  } finally {
    terminal.close();
  }
}
