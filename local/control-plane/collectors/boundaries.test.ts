import { describe, expect, it } from 'vitest';
import { atEachBoundary, type Boundary, crosses, lastPeriodStart } from './boundaries.ts';

/** A clock on which time passes only in pauses, each longer or shorter than asked for. */
function clockFrom(startMs: number, deviations: readonly number[] = []) {
  let nowMs = startMs;
  const left = [...deviations];
  return {
    now: () => nowMs,
    sleep: async (milliseconds: number) => {
      nowMs += milliseconds + (left.shift() ?? 0);
    },
  };
}

async function boundariesOf(clock: ReturnType<typeof clockFrom>, count: number, everyMs = 1000) {
  const stop = new AbortController();
  const seen: Boundary[] = [];
  await atEachBoundary({ everyMs, clock, signal: stop.signal }, async (boundary) => {
    seen.push(boundary);
    if (seen.length === count) stop.abort();
  });
  return seen;
}

describe('work at boundaries', () => {
  it('is done at multiples of the period since the epoch', async () => {
    const seen = await boundariesOf(clockFrom(10_300), 3);
    expect(seen.map(({ atMs }) => atMs)).toEqual([11_000, 12_000, 13_000]);
    expect(seen[1]).toEqual({ atMs: 12_000, previousMs: 11_000 });
  });

  it('is done neither too early nor twice if a timer is early', async () => {
    const seen = await boundariesOf(clockFrom(10_300, [-1]), 2);
    expect(seen.map(({ atMs }) => atMs)).toEqual([11_000, 12_000]);
  });

  it('skips what it slept through', async () => {
    const seen = await boundariesOf(clockFrom(10_300, [2500]), 2);
    expect(seen.map(({ atMs }) => atMs)).toEqual([13_500, 14_000]);
  });

  it('continues after the clock was set back', async () => {
    const seen = await boundariesOf(clockFrom(10_300, [0, -60_000]), 2);
    expect(seen.map(({ atMs }) => atMs)).toEqual([11_000, -47_000]);
  });

  it('ends when aborted, without any more work', async () => {
    const stop = new AbortController();
    const clock = { now: () => 0, sleep: async () => stop.abort() };
    let calls = 0;
    await atEachBoundary({ everyMs: 1000, clock, signal: stop.signal }, async () => {
      calls += 1;
    });
    expect(calls).toBe(0);
  });
});

describe('a period', () => {
  it('ends once, at the first check after its end', () => {
    expect(crosses({ previousMs: 59_000, atMs: 60_000 }, 60_000)).toBe(true);
    expect(crosses({ previousMs: 60_000, atMs: 119_999 }, 60_000)).toBe(false);
  });

  it('that is over began before the current one', () => {
    expect(lastPeriodStart(120_004, 60_000)).toBe(60_000);
    expect(lastPeriodStart(120_000, 60_000)).toBe(60_000);
  });
});
