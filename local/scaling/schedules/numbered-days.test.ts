import { expect, test } from 'vitest';
import { withNamesOfDays } from './numbered-days.ts';

test.each([
  ['cron(0 8 ? * 2 *)', 'cron(0 8 ? * MON *)'],
  ['cron(0 8 ? * 2-6 2027)', 'cron(0 8 ? * MON-FRI 2027)'],
  ['cron(0 8 ? * 1,7 *)', 'cron(0 8 ? * SUN,SAT *)'],
  ['cron(0 8 ? * 6#2 *)', 'cron(0 8 ? * FRI#2 *)'],
  ['cron(0 8 ? * 6L *)', 'cron(0 8 ? * FRIL *)'],
  ['cron(0 8 ? * 3/2 *)', 'cron(0 8 ? * TUE/2 *)'],
  ['cron(30 0 8 ? * 2 *)', 'cron(30 0 8 ? * MON *)'],
  [' cron( 0 8 ? * 4 * ) ', ' cron( 0 8 ? * WED * ) '],
])('%s has numbers for days of the week: %s', (schedule, named) => {
  expect(withNamesOfDays(schedule)).toBe(named);
});

test.each([
  ...['cron(0 8 ? * MON-FRI *)', 'cron(0 8 ? * FRI#2 *)', 'cron(0 8 ? * */2 *)', 'cron(2 2 2 2 ? 2027)'],
  ...['cron(0 8 ? * L *)', 'rate(2 days)', 'at(2027-01-02T03:04:05)'],
])('%s has none', (schedule) => {
  expect(withNamesOfDays(schedule)).toBeUndefined();
});
