import { Readable } from 'node:stream';
import { engineFailure } from './engine-failures.ts';

/**
 * The chunks of an engine's streaming answer. It ends quietly when `signal` aborts; a reader that stops early
 * closes the connection.
 */
export async function* engineStream(
  what: string,
  open: () => Promise<NodeJS.ReadableStream | Buffer>,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  if (isAborted(signal)) return;
  let source: Readable | undefined;
  const close = () => source?.destroy();
  signal?.addEventListener('abort', close, { once: true });
  try {
    source = toReadable(await open());
    if (isAborted(signal)) return;
    for await (const chunk of source) yield toBuffer(chunk);
  } catch (error) {
    if (isAborted(signal)) return;
    throw engineFailure(what, error);
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}

function toReadable(opened: NodeJS.ReadableStream | Buffer): Readable {
  if (Buffer.isBuffer(opened)) return Readable.from([opened]);
  return opened instanceof Readable ? opened : new Readable().wrap(opened);
}

function toBuffer(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  return typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.alloc(0);
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
