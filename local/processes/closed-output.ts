import { spawn } from 'node:child_process';
import { fstatSync } from 'node:fs';

const standardOutput = 1;
const lookEverySeconds = '0.2';

/**
 * Whether the pipe that this process writes to is closed, as soon as it is: by itself, Node learns of that at its next write,
 * which may be hours away. It is GNU `tail` that looks, with the same standard output, so that elsewhere nothing is learnt
 * earlier. False when `signal` aborts, at once where the output is no pipe.
 * @see https://www.gnu.org/software/coreutils/manual/html_node/tail-invocation.html
 */
export async function whenOutputIsClosed(signal: AbortSignal): Promise<boolean> {
  if (signal.aborted || !fstatSync(standardOutput).isFIFO()) return false;
  const args = [`--pid=${process.pid}`, `--sleep-interval=${lookEverySeconds}`, '--follow', '/dev/null'];
  const child = spawn('tail', args, { stdio: ['ignore', 'inherit', 'ignore'], detached: true });
  const stop = () => void child.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise((resolve) => {
      child.once('error', () => resolve(false));
      child.once('exit', (_, endedBy) => resolve(endedBy === 'SIGPIPE'));
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
