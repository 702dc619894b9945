import { expect, it } from 'vitest';
import { matchesCode } from './matcher.ts';

it.each([
  ['200', 200, true],
  ['200', 201, false],
  ['200,302', 302, true],
  ['200-299', 204, true],
  ['200-299', 300, false],
  ['200,202-299', 201, false],
  ['200, 202-299', 250, true],
])('the matcher %s and the code %i: %s', (matcher, code, isMatch) => {
  expect(matchesCode(matcher, code)).toBe(isMatch);
});
