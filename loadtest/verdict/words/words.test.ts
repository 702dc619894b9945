import { expect, test } from 'vitest';
import { runTime } from './run-time.ts';
import { whyHeld } from './why-held.ts';

test('times count from the start of the test, in minutes and seconds', () => {
  const times = [0, 5000, 65_400, 599_600, 3_599_000, 3_600_000, 7_265_000, -500, -400, -61_000, -3_600_000];
  expect(times.map((ms) => runTime(1000 + ms, 1000))).toEqual([
    ...['0:00', '0:05', '1:05', '10:00', '59:59', '1:00:00', '2:01:05', '-0:01', '0:00', '-1:01', '-1:00:00'],
  ]);
});

test('the end of a cooldown is a time of the test, and says what shortens it', () => {
  const verdict = (untilMs?: number) =>
    ({
      policyName: 'cpu',
      reason: { code: 'InCooldown', direction: 'in', ...(untilMs === undefined ? {} : { untilMs }) },
    }) as const;
  const times = { startMs: 1000, timeScale: 1 };
  expect(whyHeld(verdict(66_000), 'it', times)).toBe('it is waiting: its scale-in cooldown ends at 1:05');
  expect(whyHeld(verdict(66_000), 'cpu', { ...times, timeScale: 10 })).toBe(
    'cpu is waiting: its scale-in cooldown, shortened by time scale 10, ends at 1:05',
  );
  expect(whyHeld(verdict(), 'it', times)).toBe('it is waiting: its last scale-in has not completed yet');
});
