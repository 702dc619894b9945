import { expect, test } from 'vitest';
import { scheduledBounds } from './scheduled-bounds.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 0, 5);
const week = { startMs, endMs: startMs + 7 * 24 * hourMs };

test('all occurrences of all actions come in the order of their times', () => {
  const scheduledActions = [
    { scheduledActionName: 'evening', schedule: 'cron(0 20 ? * MON-TUE *)', minCapacity: 2, maxCapacity: 4 },
    { scheduledActionName: 'morning', schedule: 'cron(0 8 ? * MON-TUE *)', minCapacity: 5 },
    { scheduledActionName: 'sale', schedule: 'at(2026-01-06T00:00:00)', maxCapacity: 9 },
  ];
  const at = (hours: number) => startMs + hours * hourMs;
  expect(scheduledBounds({ scheduledActions }, week)).toEqual([
    { name: 'morning', atMs: at(8), minCapacity: 5 },
    { name: 'evening', atMs: at(20), minCapacity: 2, maxCapacity: 4 },
    { name: 'sale', atMs: at(24), maxCapacity: 9 },
    { name: 'morning', atMs: at(32), minCapacity: 5 },
    { name: 'evening', atMs: at(44), minCapacity: 2, maxCapacity: 4 },
  ]);
});

test('an action is due in its own time zone, and only between its start and end', () => {
  const daily = {
    ...{ scheduledActionName: 'daily', schedule: 'cron(0 8 * * ? *)', timezone: 'Europe/Berlin' },
    ...{ startTime: '2026-01-06T00:00:00Z', endTime: '2026-01-08T00:00:00Z', minCapacity: 3 },
  };
  const times = scheduledBounds({ scheduledActions: [daily] }, week).map(
    ({ atMs }) => (atMs - startMs) / hourMs,
  );
  expect(times).toEqual([31, 55]);
});

test('an occurrence at the end of the time range is left out', () => {
  const hourly = { scheduledActionName: 'hourly', schedule: 'cron(0 * * * ? *)', minCapacity: 1 };
  const two = { startMs, endMs: startMs + 2 * hourMs };
  expect(scheduledBounds({ scheduledActions: [hourly] }, two).map(({ atMs }) => atMs - startMs)).toEqual([
    0,
    hourMs,
  ]);
});
