import { expect, it } from 'vitest';
import { datapointTime, jsonTime, spelledNumber, spelledTime } from './timestamps.ts';

it.each([
  [0, '0.0'],
  [50, '50.0'],
  [-3.25, '-3.25'],
  [0.001, '0.001'],
  [0.00025, '2.5E-4'],
  [9_999_999, '9999999.0'],
  [10_000_000, '1.0E7'],
])('%f is written as %s', (value, text) => {
  expect(spelledNumber(value)).toBe(text);
});

it('times have the forms of CloudWatch, in UTC', () => {
  const atMs = Date.parse('2026-09-05T11:18:52.496Z');
  expect(jsonTime(atMs)).toBe('2026-09-05T11:18:52.496+0000');
  expect(datapointTime(atMs)).toBe('05/09/26 11:18:52');
  expect(spelledTime(atMs)).toBe('Saturday 05 September, 2026 11:18:52 UTC');
});
