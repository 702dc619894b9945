import type { Clock } from '../../../time/clock.ts';

/** A clock that stands still while something works, and goes on where a test says so. */
export interface SteppedClock extends Clock {
  /** Waits until somebody sleeps. */
  asleep(): Promise<void>;
  /** Waits until somebody sleeps, and lets that time pass. */
  step(): Promise<void>;
  /** Steps until the work is done, and gives its result. */
  until<T>(work: Promise<T>): Promise<T>;
  /** Sets the clock, as somebody may do with a machine's. */
  set(nowMs: number): void;
}

interface Sleeper {
  readonly milliseconds: number;
  readonly wake: () => void;
}

/** `onPass` is told of the time that passes. */
export function steppedClock(startMs: number, onPass: (milliseconds: number) => void): SteppedClock {
  let nowMs = startMs;
  const sleepers: Sleeper[] = [];
  let slept = Promise.withResolvers<void>();
  const passing = () => {
    const sleeper = sleepers.shift();
    if (sleeper === undefined) return;
    nowMs += sleeper.milliseconds;
    onPass(sleeper.milliseconds);
    sleeper.wake();
  };
  const somebodySleeps = async () => {
    while (sleepers.length === 0) {
      slept = Promise.withResolvers<void>();
      await slept.promise;
    }
  };
  return {
    now: () => nowMs,
    set: (to) => {
      nowMs = to;
    },
    sleep: async (milliseconds, signal) => {
      if (signal?.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const sleeper = { milliseconds, wake: resolve };
      const onAbort = () => {
        const at = sleepers.indexOf(sleeper);
        if (at !== -1) sleepers.splice(at, 1);
        resolve();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      sleepers.push(sleeper);
      slept.resolve();
      await promise;
      signal?.removeEventListener('abort', onAbort);
    },
    asleep: somebodySleeps,
    step: async () => {
      await somebodySleeps();
      passing();
    },
    until: async (work) => {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      while (!isDone) {
        await Promise.race([somebodySleeps(), done]);
        if (!isDone) passing();
      }
      return await done;
    },
  };
}
