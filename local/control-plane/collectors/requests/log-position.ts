import { z } from 'zod';

/**
 * How far the output of a container was counted: the latest time that a line had, and how many lines there were from
 * the first line of that time on. Later ones may have an earlier time, where the clock was set back.
 */
export interface LogPosition {
  readonly container: string;
  readonly atMs: number;
  readonly lines: number;
}

/** A position, and how many lines the engine is going to repeat. */
export interface LogCursor {
  readonly position: LogPosition;
  readonly toSkip: number;
  readonly hasBegun: boolean;
}

/**
 * The cursor for output that is opened at this position, from `position.atMs` on: the engine gives all lines from the
 * first one that is not earlier. Another container begins at its first line.
 */
export function openCursor(container: string, position: LogPosition | undefined): LogCursor {
  if (position?.container !== container) {
    return { position: { container, atMs: 0, lines: 0 }, toSkip: 0, hasBegun: false };
  }
  return { position, toSkip: position.lines, hasBegun: false };
}

/** What a line is: one that was counted before, a new one, or a new one before which others are gone. */
export type LineKind = 'counted' | 'new' | 'new-after-gap';

/**
 * The cursor after a line of this time. Lines are gone where the engine has the line no longer at which the position
 * begins: its log was rotated further than it was read. A line that is later than the position is new, even where some of
 * those that were counted are gone.
 */
export function advance(
  cursor: LogCursor,
  atMs: number,
): { readonly cursor: LogCursor; readonly kind: LineKind } {
  const { position, toSkip, hasBegun } = cursor;
  const isGap = toSkip > 0 && !hasBegun && atMs !== position.atMs;
  if (toSkip > 0 && !isGap && atMs <= position.atMs) {
    return { cursor: { position, toSkip: toSkip - 1, hasBegun: true }, kind: 'counted' };
  }
  const isLater = atMs > position.atMs;
  const next = { ...position, ...(isLater ? { atMs, lines: 1 } : { lines: position.lines + 1 }) };
  return {
    cursor: { position: next, toSkip: 0, hasBegun: true },
    kind: isGap ? 'new-after-gap' : 'new',
  };
}

/** A position as text, to be kept with the data. */
export function positionText({ container, atMs, lines }: LogPosition): string {
  return JSON.stringify([container, atMs, lines]);
}

const kept = z.tuple([z.string(), z.number(), z.number()]);

/** Reads such a text; undefined if it is none, so that everything is counted from the beginning. */
export function readPosition(text: string | undefined): LogPosition | undefined {
  try {
    const [container, atMs, lines] = kept.parse(JSON.parse(text ?? ''));
    return { container, atMs, lines };
  } catch {
    return undefined;
  }
}
