import { assert, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import { atLeast } from './at-least.ts';

it('matches exactly the numbers from the minimum on', () => {
  assert(
    property(
      integer({ min: 1, max: 40_000_000 }),
      integer({ min: 1, max: 40_000_000 }),
      (minimum, number) => {
        expect(new RegExp(`^${atLeast(minimum)}$`).test(String(number))).toBe(number >= minimum);
      },
    ),
  );
});

it.each([
  [9, '9', true],
  [10, '9', false],
  [99, '100', true],
  [100, '99', false],
  [0, '0', true],
])('at least %i and %s: %s', (minimum, number, isMatch) => {
  expect(new RegExp(`^${atLeast(minimum)}$`).test(number)).toBe(isMatch);
});
