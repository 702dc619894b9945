import { $, type ProcessPromise } from 'zx/core';
import { Failure } from '../../failure/failure.ts';

/** How a process is started. */
export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment of the process; the caller's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Buffer;
  /** Ends the process when aborted. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Called with each whole line as it comes. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** The process gets the terminal: nothing is captured. With `input`, it reads the caller's standard input only. */
  readonly inherit?: boolean | 'input';
  /** A non-zero exit code is an answer, not a failure. */
  readonly allowFailure?: boolean;
}

/** How a process ended: its exit code and all that it wrote. */
export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program with an argument array and waits for its end.
 * Raises `PROCESS_FAILED` with the last lines of its output when it exits non-zero, is killed or is not there;
 * an abort raises its own reason.
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const child = start(program, args, options);
  const lines = options.onLine === undefined ? undefined : eachLine(child, options.onLine);
  const output = await child;
  lines?.flush();
  const finished = { exitCode: output.exitCode ?? 137, stdout: output.stdout, stderr: output.stderr };
  if (finished.exitCode === 0 || options.allowFailure === true) return finished;
  options.signal?.throwIfAborted();
  throw processFailed(program, args, finished);
}

function start(program: string, args: readonly string[], options: RunOptions): ProcessPromise {
  return $({
    quiet: true,
    nothrow: true,
    stdio:
      options.inherit === true
        ? 'inherit'
        : [options.inherit === 'input' ? 'inherit' : 'pipe', 'pipe', 'pipe'],
    // Out of the terminal's foreground a process may not read from it, nor does Ctrl-C reach it.
    ...(options.inherit === undefined ? {} : { detached: false }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
  })`${program} ${args}`;
}

function eachLine(child: ProcessPromise, onLine: NonNullable<RunOptions['onLine']>): { flush(): void } {
  const rest = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk: Buffer) => {
      const parts = (rest[stream] + chunk.toString()).split(/\r?\n|\r/);
      rest[stream] = parts.pop() ?? '';
      for (const line of parts) onLine(line, stream);
    });
  }
  return {
    flush: () => {
      for (const stream of ['stdout', 'stderr'] as const) {
        if (rest[stream] !== '') onLine(rest[stream], stream);
      }
    },
  };
}

function processFailed(program: string, args: readonly string[], finished: Finished): Failure {
  const said = (finished.stderr.trim() || finished.stdout.trim()).split('\n').slice(-15).join('\n');
  return new Failure(
    'PROCESS_FAILED',
    `\`${[program, ...args].join(' ')}\` ended with exit code ${finished.exitCode}${said === '' ? '' : `:\n${said}`}`,
    { exitCode: finished.exitCode },
  );
}
