import type { Clock } from '../../time/clock.ts';
import { advanceCursor, isNew, type LogCursor, startCursor } from './log-cursor.ts';
import type { LogEvent, LogSource, ReadPages } from './log-event.ts';
import { mergedPages } from './merged-pages.ts';

/** Which lines are read, and who is given them. */
export interface LogReading {
  readonly sources: readonly LogSource[];
  /** Milliseconds since the epoch. */
  readonly fromMs: number;
  /** Only so many of the last lines that there are at the beginning; all without it. */
  readonly tail: number | undefined;
  /** Whether to go on until the signal aborts. */
  readonly follow: boolean;
  readonly onEvent: (event: LogEvent) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** How often `follow` looks for more. */
const lookEveryMs = 1_000;

/** Gives each line once: at first in the order of their times, and then as they come. An abort ends it. */
export async function readLogs(read: ReadPages, reading: LogReading): Promise<void> {
  const { sources, signal, clock, tail, onEvent } = reading;
  let cursors = sources.map(() => startCursor(reading.fromMs));
  cursors = await look(read, reading, cursors, tail === undefined ? onEvent : undefined, tail);
  while (reading.follow && !signal.aborted) {
    await clock.sleep(lookEveryMs, signal);
    if (!signal.aborted) cursors = await look(read, reading, cursors, onEvent, undefined);
  }
}

/** Reads all that there is since the cursors; with `tail` what came last is given at the end. */
async function look(
  read: ReadPages,
  { sources, signal, clock, onEvent }: LogReading,
  cursors: readonly LogCursor[],
  give: ((event: LogEvent) => void) | undefined,
  tail: number | undefined,
): Promise<LogCursor[]> {
  const seen = sources.map((): LogEvent[] => []);
  const readings = sources.map((source, index) => newPages(read, source, cursors[index], seen[index] ?? []));
  const last: LogEvent[] = [];
  try {
    for await (const event of mergedPages(readings)) {
      if (signal.aborted) break;
      give?.(event);
      if (tail !== undefined && tail > 0) {
        if (last.length === tail) last.shift();
        last.push(event);
      }
    }
  } finally {
    for (const pages of readings) await pages.return(undefined);
  }
  for (const event of last) onEvent(event);
  return cursors.map((cursor, index) => advanceCursor(cursor, seen[index] ?? [], clock.now()));
}

async function* newPages(
  read: ReadPages,
  source: LogSource,
  cursor: LogCursor | undefined,
  seen: LogEvent[],
): AsyncGenerator<readonly LogEvent[]> {
  if (cursor === undefined) return;
  for await (const page of read(source, cursor.fromMs)) {
    const fresh = page.filter((event) => isNew(cursor, event));
    seen.push(...fresh);
    yield fresh;
  }
}
