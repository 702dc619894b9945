import { type Clock, systemClock } from './clock.ts';

const firstDelayMs = 250;
const longestDelayMs = 10_000;

/** Until when work is retried, and who is told of each failed attempt. */
export interface Retries {
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  readonly onRetry: (error: unknown, delayMs: number) => void;
}

/** Does the work until it succeeds or `signal` aborts, with growing pauses: the engine may be restarting. */
export async function retrying<T>(work: () => Promise<T>, retries: Retries): Promise<T> {
  const { signal, onRetry, clock = systemClock } = retries;
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      onRetry(error, delayMs);
      await clock.sleep(delayMs, signal);
    }
  }
}
