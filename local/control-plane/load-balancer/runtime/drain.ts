import type { Clock } from '../../../../time/clock.ts';

/** How a deregistered target is waited for. */
export interface Drain {
  /** When its deregistration delay is over, in milliseconds since the epoch. */
  readonly endsAt: number;
  readonly clock: Clock;
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
    if (drain.clock.now() >= drain.endsAt) return 'expired';
    const pauseMs = Math.max(0, Math.min(pollMs, drain.endsAt - drain.clock.now()));
    await drain.clock.sleep(pauseMs, drain.signal);
  }
  return 'aborted';
}
