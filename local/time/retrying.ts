import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../control-plane/logger.ts';

const firstDelayMs = 250;
const longestDelayMs = 10_000;

/** Does the work until it succeeds or `signal` aborts, with growing pauses: the engine may be restarting. */
export async function retrying<T>(
  work: () => Promise<T>,
  options: { readonly signal: AbortSignal; readonly log: Log },
): Promise<T> {
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
    options.signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      options.log.warn('trying again', { delayMs, error });
      await delay(delayMs, undefined, { signal: options.signal });
    }
  }
}
