import { expect, test } from 'vitest';
import { retrying } from './retrying.ts';
import { waitingClock } from './testing/waiting-clock.ts';

const failing = (times: number) => {
  let attempts = 0;
  return async () => {
    attempts += 1;
    if (attempts <= times) throw new Error(`attempt ${attempts}`);
    return attempts;
  };
};

test('what fails is retried after pauses that double up to ten seconds, and each failure is reported', async () => {
  const clock = waitingClock();
  const told: string[] = [];
  const onRetry = (error: unknown, delayMs: number) => told.push(`${String(error)}, ${delayMs} ms`);
  const { signal } = new AbortController();
  expect(await retrying(failing(8), { signal, clock, onRetry })).toBe(9);
  expect(clock.pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  expect(told[1]).toBe('Error: attempt 2, 500 ms');
});

test('an abort ends the attempts with its reason', async () => {
  const stop = new AbortController();
  const onRetry = () => stop.abort(new Error('stopped'));
  const endless = retrying(failing(99), { signal: stop.signal, clock: waitingClock(), onRetry });
  await expect(endless).rejects.toThrow('stopped');
});
