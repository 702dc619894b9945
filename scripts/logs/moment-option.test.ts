import { expect, test } from 'vitest';
import { momentOption } from './moment-option.ts';

const nowMs = Date.parse('2026-11-27T12:00:00Z');
const read = (value: string) => new Date(momentOption('since', value, nowMs)).toISOString();

test.each([
  ['90s', '2026-11-27T11:58:30.000Z'],
  ['10m', '2026-11-27T11:50:00.000Z'],
  ['1h30m', '2026-11-27T10:30:00.000Z'],
  ['2d', '2026-11-25T12:00:00.000Z'],
  ['0s', '2026-11-27T12:00:00.000Z'],
  ['2026-11-27T08:00:00Z', '2026-11-27T08:00:00.000Z'],
  ['2026-11-27 08:00:00Z', '2026-11-27T08:00:00.000Z'],
  ['2026-11-27T08:00:00.5+02:00', '2026-11-27T06:00:00.500Z'],
])('%s is a moment', (given, expected) => {
  expect(read(given)).toBe(expected);
});

test('a time without a zone is one of this machine', () => {
  expect(momentOption('since', '2026-11-26T08:00', nowMs)).toBe(new Date(2026, 10, 26, 8).getTime());
  expect(momentOption('since', '2026-11-26', nowMs)).toBe(new Date(2026, 10, 26).getTime());
});

test.each([
  '',
  '10',
  '10 m',
  'm',
  '1.5h',
  '-5m',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '2026-11-27T25:00Z',
  `${'9'.repeat(30)}d`,
])("'%s' is none", (given) => {
  expect(() => momentOption('since', given, nowMs)).toThrow(
    expect.objectContaining({
      code: 'BAD_ARGUMENT',
      exitCode: 2,
      message: `--since must be a time, or how long ago it was, not '${given}'`,
    }),
  );
});

test('a time of the future is refused', () => {
  expect(() => momentOption('until', '2026-11-27T12:00:01Z', nowMs)).toThrow(
    "--until must not be in the future, not '2026-11-27T12:00:01Z'",
  );
});
