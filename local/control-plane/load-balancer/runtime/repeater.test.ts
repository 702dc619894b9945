import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../time/clock.ts';
import { createRepeater } from './repeater.ts';

describe('createRepeater', () => {
  it('runs one at a time and makes the requests in between into one run', async () => {
    let runs = 0;
    const repeater = createRepeater({
      clock: systemClock,
      work: async () => {
        runs += 1;
      },
      onFailure: () => undefined,
      everyMs: 60_000,
      retryMs: 60_000,
    });
    await Promise.all([repeater.run(), repeater.run(), repeater.run()]);
    await repeater.close();
    expect(runs).toBe(2);
  });

  it('tries again until the work succeeds, and tells of the same failure once', async () => {
    let runs = 0;
    const failures: unknown[] = [];
    const repeater = createRepeater({
      clock: systemClock,
      work: async () => {
        runs += 1;
        if (runs < 4) throw new Error('not yet');
      },
      onFailure: (error) => failures.push(String(error)),
      everyMs: 60_000,
      retryMs: 1,
    });
    await repeater.run();
    await repeater.close();
    expect({ runs, failures }).toEqual({ runs: 4, failures: ['Error: not yet'] });
  });
});
