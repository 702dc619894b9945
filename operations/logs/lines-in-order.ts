import type { LogLine } from './log-line.ts';
import { untorn } from './untorn.ts';

/** Lines of one source in its own order. */
export type Lines = AsyncIterable<LogLine> | Iterable<LogLine>;

/**
 * The lines of several readings in the order of time, of which one line each is held. Lines of a source stay in its order,
 * and a message of several lines in one piece.
 */
export function linesInOrder(readings: readonly Lines[]): AsyncGenerator<LogLine> {
  return untorn(byTime(readings));
}

/** Where a reading is. */
interface Head {
  readonly lines: AsyncIterator<LogLine> | Iterator<LogLine>;
  line: LogLine | undefined;
}

async function* byTime(readings: readonly Lines[]): AsyncGenerator<LogLine> {
  const heads = readings.map((lines): Head => ({ lines: iterated(lines), line: undefined }));
  try {
    await Promise.all(heads.map(advance));
    for (;;) {
      const first = heads.reduce<Head | undefined>(earlier, undefined);
      if (first?.line === undefined) return;
      yield first.line;
      await advance(first);
    }
  } finally {
    for (const { lines } of heads) await lines.return?.();
  }
}

function iterated(lines: Lines): Head['lines'] {
  return Symbol.asyncIterator in lines ? lines[Symbol.asyncIterator]() : lines[Symbol.iterator]();
}

/** Standard output and standard error of a container get their times apart: a line is never before the one above it. */
async function advance(head: Head): Promise<void> {
  const next = await head.lines.next();
  const before = head.line?.atMs ?? Number.NEGATIVE_INFINITY;
  head.line = next.done === true ? undefined : { ...next.value, atMs: Math.max(before, next.value.atMs) };
}

function earlier(first: Head | undefined, head: Head): Head | undefined {
  if (head.line === undefined) return first;
  return first?.line === undefined || head.line.atMs < first.line.atMs ? head : first;
}
