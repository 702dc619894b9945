import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** How long a program that is there may take to find out that it cannot do what it is for. */
const trialMs = 1500;

/**
 * Starts a program that goes on without this process, such as a browser. False where it is not there, or ends with another
 * exit code than 0 within `givenMs`; one that still runs then is taken to do its work.
 */
export async function startDetached(
  program: string,
  args: readonly string[],
  givenMs: number = trialMs,
): Promise<boolean> {
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  const trial = new AbortController();
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (exitCode) => resolve(exitCode === 0));
  });
  const runs = setTimeout(givenMs, true, { signal: trial.signal }).catch(() => true);
  const works = await Promise.race([ended, runs]);
  trial.abort();
  child.unref();
  return works;
}
