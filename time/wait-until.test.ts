import { expect, test } from 'vitest';
import { waitingClock } from './testing/waiting-clock.ts';
import { waitUntil } from './wait-until.ts';

test('the first value is returned, however many attempts it takes', async () => {
  const clock = waitingClock();
  let looks = 0;
  const look = async () => (++looks < 3 ? undefined : 'there');
  expect(await waitUntil({ what: 'it', timeoutMs: 1000, everyMs: 100, clock }, look)).toBe('there');
  expect(clock.pauses).toEqual([100, 100]);
});

test('a wait that times out says what it waited for and where to look', async () => {
  const wait = { what: 'it to answer', timeoutMs: 2000, hint: 'See its log.', clock: waitingClock() };
  await expect(waitUntil(wait, async () => undefined)).rejects.toMatchObject({
    code: 'TIMED_OUT',
    message: 'Timed out after 2 s waiting for it to answer',
    hint: 'See its log.',
  });
});
