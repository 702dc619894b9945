import type { LogEvent } from './log-event.ts';

/** How far a log has been read. */
export interface LogCursor {
  /** From when on events are asked for, in milliseconds since the epoch. */
  readonly fromMs: number;
  /** When those events were that have been seen since `fromMs`, by what identifies them. */
  readonly seen: ReadonlyMap<string, number>;
}

/** How long after a later event an event may still come: agents send in batches, and tasks do not wait for each other. */
export const lateMs = 60_000;

/** A log of which nothing was read yet. */
export function startCursor(fromMs: number): LogCursor {
  return { fromMs, seen: new Map() };
}

/** Whether an event was not given before. */
export function isNew({ seen }: LogCursor, event: LogEvent): boolean {
  return !seen.has(keyOf(event));
}

/**
 * The cursor after a reading of all events since `fromMs`. It stays `lateMs` behind the newest event, so that nothing is
 * missed that comes late, and remembers what it has seen since then, so that nothing is given twice. An event of the future,
 * which a wrong clock may write, does not move it past `nowMs`.
 */
export function advanceCursor(cursor: LogCursor, read: readonly LogEvent[], nowMs: number): LogCursor {
  const newest = read.reduce((most, { atMs }) => Math.max(most, Math.min(atMs, nowMs)), cursor.fromMs);
  const fromMs = Math.max(cursor.fromMs, newest - lateMs);
  const all = [...cursor.seen, ...read.map((event) => [keyOf(event), event.atMs] as const)];
  return { fromMs, seen: new Map(all.filter(([, atMs]) => atMs >= fromMs)) };
}

function keyOf({ stream, id }: LogEvent): string {
  return `${stream} ${id}`;
}
