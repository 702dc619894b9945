import type { LogSource, ReadPages } from './log-event.ts';

/** Lines that are looked for from the end. */
export interface LookBack {
  readonly sources: readonly LogSource[];
  /** Milliseconds since the epoch. */
  readonly untilMs: number;
  /** How many lines are wanted. */
  readonly count: number;
  readonly isWanted: (text: string) => boolean;
  readonly signal: AbortSignal;
}

const hourMs = 3_600_000;
/** How far back is looked, each time if there were too few lines since the one before. */
const spansMs = [hourMs / 6, hourMs, 6 * hourMs, 24 * hourMs, 3 * 24 * hourMs, 7 * 24 * hourMs];

/**
 * From when on logs have so many lines, in milliseconds since the epoch: a week back at most. CloudWatch Logs reads a time
 * from its beginning only, so that what is read is made longer until it has enough.
 */
export async function lookBack(
  read: ReadPages,
  { sources, untilMs, count, isWanted, signal }: LookBack,
): Promise<number> {
  let found = 0;
  let fromMs = untilMs;
  for (const spanMs of spansMs) {
    if (found >= count || signal.aborted) break;
    const endMs = fromMs;
    fromMs = untilMs - spanMs;
    for (const source of sources) {
      for await (const page of read(source, fromMs, endMs))
        found += page.filter(({ text }) => isWanted(text)).length;
    }
  }
  return fromMs;
}
