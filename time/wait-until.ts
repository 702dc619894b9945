import { Failure } from '../failure/failure.ts';
import { type Clock, systemClock } from './clock.ts';

/** A wait: what for, how long at most, and how often to look. */
export interface Wait {
  /** As in `waiting for ...`. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs?: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** What to say when it never came, such as where its log is. */
  readonly hint?: string;
}

/** Waits until `look` gives a value. Raises `TIMED_OUT` that says what was waited for. */
export async function waitUntil<T>(wait: Wait, look: () => Promise<T | undefined>): Promise<T> {
  const clock = wait.clock ?? systemClock;
  const until = clock.now() + wait.timeoutMs;
  for (;;) {
    wait.signal?.throwIfAborted();
    const value = await look();
    if (value !== undefined) return value;
    if (clock.now() > until) {
      const seconds = Math.round(wait.timeoutMs / 1000);
      throw new Failure(
        'TIMED_OUT',
        `Timed out after ${seconds} s waiting for ${wait.what}`,
        wait.hint === undefined ? {} : { hint: wait.hint },
      );
    }
    await clock.sleep(wait.everyMs ?? 200, wait.signal);
  }
}
