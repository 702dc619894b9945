import type { Clock } from '../clock.ts';

/** A clock on which time passes only where somebody waits, with the pauses that were made. */
export function waitingClock(): Clock & { readonly pauses: readonly number[] } {
  const pauses: number[] = [];
  let nowMs = 0;
  return {
    pauses,
    now: () => nowMs,
    sleep: async (milliseconds) => {
      pauses.push(milliseconds);
      nowMs += milliseconds;
    },
  };
}
