import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Failure } from '../../failure/failure.ts';

/** How a process is started that runs beside this one. */
export interface StartOptions {
  /** The whole environment of the process. */
  readonly env: NodeJS.ProcessEnv;
  /** Called with what it writes to its standard output as it comes: parts of lines too. Nothing of it is kept. */
  readonly onOutput: (text: string) => void;
  /** Called with each line of its standard error. */
  readonly onErrorLine: (line: string) => void;
}

export interface StartedProcess {
  /** Resolves when it has ended and all that it wrote was handed over; rejects with `PROCESS_FAILED` if it cannot start. */
  readonly ended: Promise<ProcessEnd>;
  /** Does nothing once it has ended. */
  kill(signal: NodeJS.Signals): void;
}

/** Its exit code, or the signal that ended it. */
export type ProcessEnd =
  | { readonly exitCode: number; readonly signal?: undefined }
  | { readonly exitCode?: undefined; readonly signal: NodeJS.Signals };

/**
 * Starts a program with an argument array, without a shell, for output that is too much to keep. It is in a group of its own, so that a
 * Ctrl-C in the terminal reaches it through `kill` alone. It is killed when this process exits; when this process is
 * killed itself, a program that writes to its standard output ends at its next write.
 */
export function startProcess(
  program: string,
  args: readonly string[],
  options: StartOptions,
): StartedProcess {
  const child = spawn(program, args, { env: options.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (signal: NodeJS.Signals) => void child.kill(signal);
  const killAtExit = () => kill('SIGKILL');
  process.once('exit', killAtExit);
  child.stdout.setEncoding('utf8').on('data', options.onOutput);
  createInterface({ input: child.stderr }).on('line', options.onErrorLine);
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.once('error', (cause) => reject(cannotStart(program, cause)));
    child.once('close', (exitCode, signal) =>
      resolve(signal === null ? { exitCode: exitCode ?? 0 } : { signal }),
    );
  }).finally(() => process.off('exit', killAtExit));
  return { ended, kill };
}

function cannotStart(program: string, cause: Error): Failure {
  return new Failure('PROCESS_FAILED', `\`${program}\` cannot be started: ${cause.message}`, { cause });
}
