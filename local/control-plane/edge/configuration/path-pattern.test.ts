import { expect, it } from 'vitest';
import { matchesPath } from './path-pattern.ts';

it.each([
  ['/assets/*', '/assets/a/b.js', true],
  ['assets/*', '/assets/a.js', true],
  ['/assets/*', '/other/assets/a.js', false],
  ['*.jpg', '/a/b.jpg', true],
  ['*.jpg', '/a/bxjpg', false],
  ['/a?c', '/abc', true],
  ['/a?c', '/ac', false],
  ['/up', '/UP', false],
  ['/a+(b)', '/a+(b)', true],
])('the pattern %s and the path %s: %s', (pattern, path, isMatch) => {
  expect(matchesPath(pattern, path)).toBe(isMatch);
});
