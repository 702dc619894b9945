import { describe, expect, it } from 'vitest';
import { waitUntilDrained } from './drain.ts';

/** Drains a target whose requests end at `idleAt`, with the delay over at 1000 ms. */
async function drain(idleAt: number, signal = new AbortController().signal) {
  let nowMs = 0;
  const outcome = await waitUntilDrained({
    endsAt: 1000,
    clock: {
      now: () => nowMs,
      sleep: async (milliseconds) => {
        nowMs += milliseconds;
      },
    },
    isBusy: async () => nowMs < idleAt,
    signal,
  });
  return { outcome, at: nowMs };
}

describe('waitUntilDrained', () => {
  it('ends at once when nothing is under way', async () => {
    expect(await drain(0)).toEqual({ outcome: 'idle', at: 0 });
  });

  it('ends with the last request', async () => {
    expect(await drain(500)).toEqual({ outcome: 'idle', at: 600 });
  });

  it('ends when the deregistration delay is over', async () => {
    expect(await drain(5000)).toEqual({ outcome: 'expired', at: 1000 });
  });

  it('ends when it is no longer wanted', async () => {
    expect(await drain(5000, AbortSignal.abort())).toEqual({ outcome: 'aborted', at: 0 });
  });
});
