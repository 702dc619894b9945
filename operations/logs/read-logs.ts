import type { Clock } from '../../time/clock.ts';
import { lastOf } from './last-of.ts';
import { advanceCursor, isNew, type LogCursor, startCursor } from './log-cursor.ts';
import type { LogEvent, LogSource, ReadPages } from './log-event.ts';
import { mergedPages } from './merged-pages.ts';
import { everyText } from './text-filter.ts';
import { untorn } from './untorn.ts';

/** Which lines are read, and who is given them. */
export interface LogReading {
  readonly sources: readonly LogSource[];
  /** Milliseconds since the epoch. */
  readonly fromMs: number;
  /** Only lines before this time. */
  readonly untilMs?: number | undefined;
  /** Only lines with such a text; all without it. */
  readonly isWanted?: (text: string) => boolean;
  /** Only so many of the last lines that there are at the beginning; all without it. */
  readonly tail: number | undefined;
  /** Whether to go on until the signal aborts, or until nothing more comes. */
  readonly follow: boolean;
  /** Whether all has been written that there will ever be; it never is without it. */
  readonly hasEnded?: (() => Promise<boolean>) | undefined;
  readonly onEvent: (event: LogEvent) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** How often `follow` looks for more. */
const lookEveryMs = 1_000;

/**
 * Gives each line once: at first in the order of their times, a message of several lines in one piece, and then as they
 * come. An abort ends it, and so does a look after the end of what is followed.
 */
export async function readLogs(read: ReadPages, reading: LogReading): Promise<void> {
  const { sources, signal, clock, tail } = reading;
  let cursors = sources.map(() => startCursor(reading.fromMs));
  cursors = await look(read, reading, cursors, tail);
  let isOver = false;
  while (reading.follow && !signal.aborted && !isOver) {
    isOver = (await reading.hasEnded?.()) === true;
    if (!isOver) await clock.sleep(lookEveryMs, signal);
    if (!signal.aborted) cursors = await look(read, reading, cursors, undefined);
  }
}

/** Reads all that there is since the cursors; with `tail` what came last is given at the end. */
async function look(
  read: ReadPages,
  { sources, signal, clock, onEvent, untilMs, isWanted = everyText }: LogReading,
  cursors: readonly LogCursor[],
  tail: number | undefined,
): Promise<LogCursor[]> {
  const seen = sources.map((): LogEvent[] => []);
  const readings = sources.map((source, index) =>
    newPages((fromMs) => read(source, fromMs, untilMs), cursors[index], seen[index] ?? []),
  );
  try {
    for await (const event of lastOf(wanted(untorn(mergedPages(readings)), isWanted), tail)) {
      if (signal.aborted) break;
      onEvent(event);
    }
  } finally {
    for (const pages of readings) await pages.return(undefined);
  }
  return cursors.map((cursor, index) => advanceCursor(cursor, seen[index] ?? [], clock.now()));
}

async function* wanted(
  events: AsyncIterable<LogEvent>,
  isWanted: (text: string) => boolean,
): AsyncGenerator<LogEvent> {
  for await (const event of events) if (isWanted(event.text)) yield event;
}

async function* newPages(
  read: (fromMs: number) => AsyncGenerator<readonly LogEvent[]>,
  cursor: LogCursor | undefined,
  seen: LogEvent[],
): AsyncGenerator<readonly LogEvent[]> {
  if (cursor === undefined) return;
  for await (const page of read(cursor.fromMs)) {
    const fresh = page.filter((event) => isNew(cursor, event));
    seen.push(...fresh);
    yield fresh;
  }
}
