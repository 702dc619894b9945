import { setTimeout as sleep } from 'node:timers/promises';

/** How a deregistered target is waited for. */
export interface Drain {
  /** When its deregistration delay is over, on the clock of `now`. */
  readonly endsAt: number;
  readonly now: () => number;
  /** True while requests that began before are under way. */
  readonly isBusy: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

const pollMs = 200;

/**
 * Waits until a target's last request is over, or its deregistration delay is. Gives which it was, and
 * `aborted` when `signal` was first.
 */
export async function waitUntilDrained(drain: Drain): Promise<'idle' | 'expired' | 'aborted'> {
  while (!drain.signal.aborted) {
    if (!(await drain.isBusy())) return 'idle';
    if (drain.now() >= drain.endsAt) return 'expired';
    const pauseMs = Math.max(0, Math.min(pollMs, drain.endsAt - drain.now()));
    await sleep(pauseMs, undefined, { signal: drain.signal }).catch(() => undefined);
  }
  return 'aborted';
}
