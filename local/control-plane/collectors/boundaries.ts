import type { Clock } from '../../../time/clock.ts';

/** A moment at which something is due: `previousMs` is when it was looked for before. */
export interface Boundary {
  readonly atMs: number;
  readonly previousMs: number;
}

/** Whether a period of this length ended, and the next one began, since it was looked for before. */
export function crosses({ atMs, previousMs }: Boundary, periodMs: number): boolean {
  return Math.floor(atMs / periodMs) > Math.floor(previousMs / periodMs);
}

/** When the last whole period before a moment began. */
export function lastPeriodStart(atMs: number, periodMs: number): number {
  return Math.ceil((Math.floor(atMs / periodMs) - 1) * periodMs);
}

/**
 * Does the work at each multiple of `everyMs` since the epoch until `signal` aborts; what cannot keep up skips some.
 */
export async function atEachBoundary(
  pace: { readonly everyMs: number; readonly clock: Clock; readonly signal: AbortSignal },
  work: (boundary: Boundary) => Promise<void>,
): Promise<void> {
  const { everyMs, clock, signal } = pace;
  let previousMs = clock.now();
  while (!signal.aborted) {
    const next = (Math.floor(previousMs / everyMs) + 1) * everyMs;
    // At least a millisecond: a timer may be early by a part of one.
    await clock.sleep(Math.max(1, Math.ceil(next - clock.now())), signal);
    const nowMs = clock.now();
    if (signal.aborted) return;
    if (nowMs < next && nowMs >= previousMs) continue;
    // A clock that was set back begins again from there.
    if (nowMs >= next) await work({ atMs: nowMs, previousMs });
    previousMs = nowMs;
  }
}
