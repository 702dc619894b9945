import type { ContainerStreams } from '../../local/docker/engine.ts';
import type { OutputFrame } from '../../local/docker/output-frames.ts';
import type { Streams } from './streams.ts';

/**
 * Gives a command this process's standard input, byte for byte and to its end, and hands on what it writes, until it ends.
 * Raises the signal's reason when that aborts.
 */
export async function joinStreams(
  { input, output }: Pick<ContainerStreams, 'input' | 'output'>,
  stdin: Streams['stdin'],
  onFrame: (frame: OutputFrame) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const close = () => input.destroy();
  signal.addEventListener('abort', close, { once: true });
  // A command need not read all that it is given.
  input.on('error', () => stdin.unpipe(input));
  // What cannot be read, such as a closed standard input, is an empty one.
  const end = () => input.end();
  stdin.once('error', end);
  stdin.pipe(input);
  try {
    for await (const frame of output) await onFrame(frame);
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', close);
    stdin.unpipe(input);
    stdin.destroy();
    input.destroy();
  }
}
