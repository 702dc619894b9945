import { expect, test } from 'vitest';
import { pastTimeOption } from './time-option.ts';

const now = Date.UTC(2026, 10, 27, 9);

test.each([
  ['2026-11-27T08:30:00Z', Date.UTC(2026, 10, 27, 8, 30)],
  ['2026-11-27T08:30Z', Date.UTC(2026, 10, 27, 8, 30)],
  ['2026-11-27T09:30:00+08:00', Date.UTC(2026, 10, 27, 1, 30)],
])('%s is a time', (given, expected) => {
  expect(pastTimeOption('at', given, now)).toBe(expected);
});

test.each([
  ['2026-11-27T08:30:00', 'must be a date and a time with its zone'],
  ['2026-11-27', 'must be a date and a time with its zone'],
  ['2026-13-27T08:30:00Z', 'must be a date and a time with its zone'],
  ['yesterday', 'must be a date and a time with its zone'],
  ['2026-11-27T09:00:01Z', 'must not be in the future'],
])('%s is refused', (given, problem) => {
  expect(() => pastTimeOption('at', given, now)).toThrow(
    expect.objectContaining({
      ...{ code: 'BAD_ARGUMENT', exitCode: 2, message: `--at ${problem}, not '${given}'` },
      hint: 'For example: --at 2026-11-27T08:00:00Z',
    }),
  );
});
