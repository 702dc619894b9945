import { join } from 'node:path';
import { z } from 'zod';
import { run } from '../local/processes/run.ts';

/** What a person at a terminal waits for, and does then. */
export interface TerminalStep {
  /** A regular expression of Python, for what was shown since the step before. */
  readonly expect: string;
  readonly type?: string;
  /** Columns and rows that the terminal gets before anything is typed. */
  readonly size?: readonly [number, number];
}

const result = z.object({
  shown: z.string(),
  exitCode: z.number(),
  missing: z.string().nullable(),
  /** What the terminal was resized to, after so many characters. */
  resizes: z.array(z.object({ at: z.number(), size: z.tuple([z.number(), z.number()]) })),
});

/** All that a command showed on a terminal, its exit code, and the first expectation that was not met. */
export type TerminalResult = z.infer<typeof result>;

/** Runs a command on a terminal of 80 by 24, by Python's module `pty`, and does what the steps say. */
export async function terminalSession(
  command: readonly string[],
  steps: readonly TerminalStep[],
  { variables = {}, timeoutMs = 60_000 }: TerminalOptions = {},
): Promise<TerminalResult> {
  const request = { command, steps, timeout: timeoutMs / 1000 };
  const script = join(import.meta.dirname, 'terminal-session.py');
  const { stdout } = await run('python3', [script], {
    env: { ...process.env, ...variables },
    input: JSON.stringify(request),
    timeoutMs: timeoutMs + 20_000,
  });
  return result.parse(JSON.parse(stdout));
}

/** How a terminal session is run. */
export interface TerminalOptions {
  /** Variables on top of this process's own. */
  readonly variables?: Readonly<Record<string, string>>;
  /** For all of it. */
  readonly timeoutMs?: number;
}
