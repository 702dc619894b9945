import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextOccurrence, type Recurrence } from './next-occurrence.ts';
import { parseSchedule } from './schedule.ts';
import { isTimeZone } from './time-zone.ts';

const made = Date.parse('2026-03-01T12:00:00Z');

/** Times at which a schedule is due, in UTC, from the moment at which it was made. */
function occurrences(
  text: string,
  count: number,
  {
    timeScale = 1,
    afterMs = made,
    ...changes
  }: Partial<Recurrence> & { timeScale?: number; afterMs?: number } = {},
): readonly string[] {
  const schedule = parseSchedule(text);
  if (schedule === undefined) throw new Error(`${text} is no schedule`);
  const found: string[] = [];
  let after: number | undefined = afterMs;
  while (found.length < count) {
    after = nextOccurrence({ schedule, madeAtMs: made, ...changes }, after, timeScale);
    if (after === undefined) break;
    found.push(new Date(after).toISOString().replace('.000Z', ''));
  }
  return found;
}

test.each([
  ['cron(0 8 * * ? *)', ['2026-03-02T08:00:00', '2026-03-03T08:00:00']],
  ['cron(30 6 * * TUE *)', ['2026-03-03T06:30:00', '2026-03-10T06:30:00']],
  ['cron(30 6 ? * TUE *)', ['2026-03-03T06:30:00', '2026-03-10T06:30:00']],
  [
    'cron(0/20 9 ? * MON-FRI *)',
    ['2026-03-02T09:00:00', '2026-03-02T09:20:00', '2026-03-02T09:40:00', '2026-03-03T09:00:00'],
  ],
  ['cron(0 0 L * ? *)', ['2026-03-31T00:00:00', '2026-04-30T00:00:00']],
  [
    'cron(0 0 1W * ? *)',
    ['2026-03-02', '2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-03'].map(
      (day) => `${day}T00:00:00`,
    ),
  ],
  ['cron(0 12 ? * FRIL *)', ['2026-03-27T12:00:00', '2026-04-24T12:00:00']],
  ['cron(0 12 ? * 6#2 *)', ['2026-03-13T12:00:00', '2026-04-10T12:00:00']],
  ['cron(0 12 ? * L *)', ['2026-03-07T12:00:00', '2026-03-14T12:00:00']],
  ['cron(0 0 1 JAN,JUL ? 2026-2027)', ['2026-07-01T00:00:00', '2027-01-01T00:00:00', '2027-07-01T00:00:00']],
  ['cron(30 0 13 * * ? *)', ['2026-03-01T13:00:30', '2026-03-02T13:00:30']],
  ['cron(0  8 * * ? *)', ['2026-03-02T08:00:00', '2026-03-03T08:00:00']],
  [' cron( 0 8 * * ? * ) ', ['2026-03-02T08:00:00', '2026-03-03T08:00:00']],
  ['at(2026-03-05T10:00:00)', ['2026-03-05T10:00:00']],
  ['rate(1 minute)', ['2026-03-01T12:01:00', '2026-03-01T12:02:00']],
  ['rate(12 hours)', ['2026-03-02T00:00:00', '2026-03-02T12:00:00']],
  ['rate(1 days)', ['2026-03-02T12:00:00']],
  ['rate(2day)', ['2026-03-03T12:00:00']],
  ['at(2026-03-05T10:30)', ['2026-03-05T10:30:00']],
])('%s is due as AWS says', (text, times) => {
  expect(occurrences(text, times.length + (text.startsWith('at') ? 1 : 0))).toEqual(times);
});

test('numbered days of the week begin with 1 for Sunday', () => {
  expect(occurrences('cron(0 12 ? * 1 *)', 1)).toEqual(occurrences('cron(0 12 ? * SUN *)', 1));
  expect(occurrences('cron(0 12 ? * 7 *)', 1)).toEqual(occurrences('cron(0 12 ? * SAT *)', 1));
});

test.each([
  ['of five fields', 'cron(0 8 * * *)'],
  ['of eight fields', 'cron(0 0 8 * * ? * *)'],
  ['with both days', 'cron(0 8 1 * MON *)'],
  ['with neither day', 'cron(0 8 ? * ? *)'],
  ['with an hour that no day has', 'cron(0 24 * * ? *)'],
  ['with a Sunday of Unix', 'cron(0 8 ? * 0 *)'],
  ['with a name of no day', 'cron(0 8 ? * XYZ *)'],
  ['with an hour that is left open', 'cron(0 ? * * ? *)'],
  ['with days that have to coincide', 'cron(0 8 ? * +MON *)'],
  ['with something before it', 'x cron(0 8 * * ? *)'],
  ['with something after it', 'cron(0 8 * * ? *) x'],
  ['with something after the unit', 'rate(1 hour and more)'],
  ['at a part of a second', 'at(2026-03-05T10:00:00.5)'],
  ['of no kind', '0 8 * * ? *'],
  ['of no hours', 'rate(0 hours)'],
  ['of a part of an hour', 'rate(0.5 hours)'],
  ['of weeks', 'rate(2 weeks)'],
  ['at a day that February has not', 'at(2026-02-30T10:00:00)'],
  ['at a time with a zone', 'at(2026-03-05T10:00:00Z)'],
  ['at a day without a time', 'at(2026-03-05)'],
])('a schedule %s is refused', (_which, text) => {
  expect(parseSchedule(text)).toBeUndefined();
});

describe('in a time zone', () => {
  const timezone = 'Europe/Berlin';

  test('a time is local time, in winter and in summer', () => {
    const afterMs = Date.parse('2026-03-28T00:00:00Z');
    expect(occurrences('cron(0 8 * * ? *)', 2, { timezone, afterMs })).toEqual([
      '2026-03-28T07:00:00',
      '2026-03-29T06:00:00',
    ]);
    expect(occurrences('at(2026-07-01T08:00:00)', 1, { timezone })).toEqual(['2026-07-01T06:00:00']);
  });

  test('what falls into the hour that is skipped in spring is due at its end', () => {
    const afterMs = Date.parse('2026-03-28T12:00:00Z');
    expect(occurrences('cron(30 2 * * ? *)', 2, { timezone, afterMs })).toEqual([
      '2026-03-29T01:00:00',
      '2026-03-30T00:30:00',
    ]);
  });

  test('what falls into the hour that is repeated in autumn is due once', () => {
    const afterMs = Date.parse('2026-10-24T12:00:00Z');
    expect(occurrences('cron(30 2 * * ? *)', 2, { timezone, afterMs })).toEqual([
      '2026-10-25T00:30:00',
      '2026-10-26T01:30:00',
    ]);
  });

  test.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Asia/Singapore', true],
    ['Europe/Nowhere', false],
    ['+02:00', false],
    ['', false],
  ])('"%s" is a zone: %s', (name, expected) => {
    expect(isTimeZone(name)).toBe(expected);
  });
});

test('a schedule may be over', () => {
  expect(occurrences('at(2026-03-01T11:59:59)', 1)).toEqual([]);
  expect(occurrences('cron(0 0 1 JAN ? 2020-2025)', 1)).toEqual([]);
});

test('an interval is first due when it has passed once', () => {
  const schedule = parseSchedule('rate(1 hour)');
  if (schedule === undefined) throw new Error('It is a schedule');
  expect(nextOccurrence({ schedule, madeAtMs: made }, made - 86_400_000)).toBe(made + 3_600_000);
});

test('nothing is due before its start or after its end', () => {
  const bounds = { startMs: Date.parse('2026-03-04T08:00:00Z'), endMs: Date.parse('2026-03-05T08:00:00Z') };
  expect(occurrences('cron(0 8 * * ? *)', 9, bounds)).toEqual(['2026-03-04T08:00:00', '2026-03-05T08:00:00']);
  expect(occurrences('rate(12 hours)', 9, bounds)).toEqual([
    '2026-03-04T08:00:00',
    '2026-03-04T20:00:00',
    '2026-03-05T08:00:00',
  ]);
  expect(occurrences('at(2026-03-04T07:59:59)', 1, bounds)).toEqual([]);
});

test('a time scale shortens intervals, and leaves wall-clock times alone', () => {
  expect(occurrences('rate(1 hour)', 2, { timeScale: 10 })).toEqual([
    '2026-03-01T12:06:00',
    '2026-03-01T12:12:00',
  ]);
  expect(occurrences('cron(0 8 * * ? *)', 1, { timeScale: 10 })).toEqual(['2026-03-02T08:00:00']);
  expect(occurrences('at(2026-03-05T10:00:00)', 1, { timeScale: 10 })).toEqual(['2026-03-05T10:00:00']);
});

test('the next occurrence is always later, and none is left out', () => {
  const schedule = fc.constantFrom('rate(7 minutes)', 'cron(0/5 * * * ? *)', 'cron(0 3 ? * MON *)');
  const after = fc.integer({ min: made, max: made + 400 * 86_400_000 });
  const scale = fc.constantFrom(1, 3, 10);
  fc.assert(
    fc.property(schedule, after, scale, (text, afterMs, timeScale) => {
      const parsed = parseSchedule(text);
      if (parsed === undefined) return false;
      const recurrence = { schedule: parsed, madeAtMs: made };
      const next = nextOccurrence(recurrence, afterMs, timeScale) ?? 0;
      return next > afterMs && nextOccurrence(recurrence, next - 1, timeScale) === next;
    }),
  );
});
