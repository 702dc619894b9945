import type { ContainerTerminal } from '../../local/docker/engine.ts';
import { type Streams, sizeOf } from './streams.ts';

/**
 * Joins this terminal to that of a command until the command ends, or the signal aborts: every key goes to the command,
 * Ctrl-C too, and it has this terminal's size. Raises the signal's reason.
 */
export async function joinTerminal(
  { stream, resize }: Pick<ContainerTerminal, 'stream' | 'resize'>,
  { stdin, stdout }: Pick<Streams, 'stdin' | 'stdout'>,
  signal: AbortSignal,
): Promise<void> {
  // The command may have ended, which its stream tells.
  const follow = () => void resize(...sizeOf(stdout)).catch(() => {});
  const close = () => stream.destroy();
  const ended = new Promise<void>((resolve) => stream.once('close', resolve));
  signal.addEventListener('abort', close, { once: true });
  stdin.setRawMode?.(true);
  stdout.on('resize', follow);
  follow();
  stdin.pipe(stream, { end: false });
  stream.pipe(stdout, { end: false });
  stream.once('end', close);
  stream.on('error', close);
  // A terminal that is closed can neither be read nor written: SIGHUP tells of it as well.
  stdin.on('error', close);
  try {
    await ended;
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', close);
    stdin.off('error', close);
    stdin.unpipe(stream);
    stdin.setRawMode?.(false);
    stdin.pause();
    stdout.off('resize', follow);
  }
}
