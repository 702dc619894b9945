import { expect, test } from 'vitest';
import { loadSource } from './simulate-options.ts';
import { sinceOption } from './since-option.ts';

const source = (options: Readonly<Record<string, string>>) => loadSource({ options });

test('without options the load is that of a day', () => {
  expect(source({})).toEqual({ kind: 'shape', shape: 'diurnal', minutes: 1440 });
});

test.each([
  [
    { shape: 'flash-sale', minutes: '60', low: '0', high: '900' },
    { kind: 'shape', shape: 'flash-sale', minutes: 60, low: 0, high: 900 },
  ],
  [{ trace: 'a.csv' }, { kind: 'file', option: 'trace', file: 'a.csv' }],
  [{ from: 'a.csv' }, { kind: 'file', option: 'from', file: 'a.csv' }],
  [
    { from: 'production', days: '14' },
    { kind: 'history', environment: 'production', days: 14 },
  ],
  [{ from: 'local' }, { kind: 'history', environment: 'local', days: 1 }],
])('%j is a source of load', (options, expected) => {
  expect(source(options)).toEqual(expected);
});

test.each([
  [{ shape: 'nonsense' }, "--shape must be one of diurnal, flash-sale, ramp, step, soak, not 'nonsense'"],
  [{ minutes: '1e3' }, "--minutes must be a whole number, not '1e3'"],
  [{ minutes: '0' }, '--minutes must be at least 1'],
  [{ minutes: '527041' }, '--minutes must be at most 527040 (366 days), not 527041'],
  [{ low: '500', high: '5' }, '--low is 500, which is above --high, 5'],
  [{ days: '3' }, '--days has no effect without --from'],
  [{ trace: 'a.csv', minutes: '3' }, '--minutes has no effect without --shape'],
  [{ from: 'a.csv', days: '3' }, '--days has no effect without --from with the name of an environment'],
  [{ from: 'production', high: '3' }, '--high has no effect without --shape'],
  [{ low: '-1' }, "--low must be a whole number, not '-1'"],
  [{ trace: 'a', from: 'b' }, '--trace and --from cannot be used together'],
  [
    { from: 'production', days: '16' },
    '--days must be at most 15, which is how long CloudWatch keeps minutes, not 16',
  ],
])('%j is rejected', (options, message) => {
  expect(() => source(options)).toThrow(
    expect.objectContaining({ code: 'BAD_ARGUMENT', exitCode: 2, message }),
  );
});

test.each([
  [undefined, 30 * 60_000],
  ['45m', 45 * 60_000],
  ['6h', 6 * 3_600_000],
  ['15d', 15 * 86_400_000],
])('--since %s', (given, ms) => {
  expect(sinceOption(given)).toBe(ms);
});

const form = 'must be a whole number of minutes (m), hours (h) or days (d)';

test.each([
  ['', form],
  ['1.5h', form],
  ['2w', form],
  ['30', 'must have a unit, m, h or d'],
  ['0m', 'must be above 0'],
  ['16d', 'must be at most 15 days'],
])('--since %j is rejected: it %s', (given, problem) => {
  expect(() => sinceOption(given)).toThrow(
    expect.objectContaining({ exitCode: 2, message: `--since ${problem}, not '${given}'` }),
  );
});
