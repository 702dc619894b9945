import { expect, test } from 'vitest';
import { atLeast, atMost, type Limit, verdictOf } from './measurement.ts';

const verdict = (value: number, limit?: Limit) =>
  verdictOf({ what: 'a thing', value, unit: 's', ...(limit === undefined ? {} : { limit }) });

test('a value at its limit keeps it', () => {
  expect([verdict(3, atMost(3)), verdict(20, atLeast(20))]).toEqual(['ok', 'ok']);
});

test('a value beyond its limit is over, on the side where the limit is', () => {
  expect([verdict(3.01, atMost(3)), verdict(19.9, atLeast(20))]).toEqual(['over', 'over']);
});

test('a value that is no number keeps no limit', () => {
  expect([verdict(Number.NaN, atMost(3)), verdict(Number.NaN, atLeast(3))]).toEqual(['over', 'over']);
});

test('without a limit there is no verdict', () => {
  expect(verdict(3)).toBe('-');
});
