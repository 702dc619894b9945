import { setImmediate as nextTick } from 'node:timers/promises';
import type { Clock } from '../../../../time/clock.ts';

/** A clock that a test moves on: whoever sleeps goes on in the order of time. */
export interface ManualClock extends Clock {
  /** Lets time pass, and whatever follows from it happen. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /** The machine sleeps for so long, and whoever sleeps in it sleeps longer. Less than nothing sets the clock back. */
  readonly suspend: (milliseconds: number) => void;
}

/** Everything that waits for nothing but other promises has gone on after so many ticks. */
const ticks = 50;

export function manualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  const sleeping = new Set<{ dueMs: number; readonly wake: () => void }>();
  const wakeNext = (untilMs: number): boolean => {
    const [next] = [...sleeping].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs);
    if (next === undefined) return false;
    nowMs = Math.max(nowMs, next.dueMs);
    next.wake();
    return true;
  };
  return {
    now: () => nowMs,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const sleeper = { dueMs: nowMs + milliseconds, wake: () => wake() };
        const wake = () => {
          sleeping.delete(sleeper);
          resolve();
        };
        sleeping.add(sleeper);
        signal?.addEventListener('abort', wake);
        if (signal?.aborted) wake();
      }),
    advance: async (milliseconds) => {
      const untilMs = nowMs + milliseconds;
      await settled();
      while (wakeNext(untilMs)) await settled();
      nowMs = untilMs;
    },
    suspend: (milliseconds) => {
      nowMs += milliseconds;
      for (const sleeper of sleeping) sleeper.dueMs += milliseconds;
    },
  };
}

async function settled(): Promise<void> {
  for (let tick = 0; tick < ticks; tick += 1) await nextTick();
}
