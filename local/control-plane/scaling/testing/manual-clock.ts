import { setImmediate as nextTick } from 'node:timers/promises';
import type { Clock } from '../../../../time/clock.ts';

interface Sleeper {
  readonly wakeMs: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to go on; what waits for it then has its turn. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): Promise<void>;
  /** The machine sleeps for so long, and its timers with it. */
  suspend(milliseconds: number): void;
}

export function manualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  let sleepers: readonly Sleeper[] = [];
  return {
    now: () => nowMs,
    sleep: (milliseconds, signal) =>
      new Promise((wake) => {
        sleepers = [...sleepers, { wakeMs: nowMs + milliseconds, wake }];
        signal?.addEventListener('abort', () => wake());
      }),
    advance: async (milliseconds) => {
      nowMs += milliseconds;
      const due = sleepers.filter(({ wakeMs }) => wakeMs <= nowMs);
      sleepers = sleepers.filter(({ wakeMs }) => wakeMs > nowMs);
      for (const { wake } of due) wake();
      await settled();
    },
    suspend: (milliseconds) => {
      nowMs += milliseconds;
      sleepers = sleepers.map(({ wakeMs, wake }) => ({ wakeMs: wakeMs + milliseconds, wake }));
    },
  };
}

/** Everything that is under way has come to rest. */
export async function settled(): Promise<void> {
  for (let tick = 0; tick < 40; tick += 1) await nextTick();
}
