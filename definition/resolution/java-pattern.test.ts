import { expect, test } from 'vitest';
import { whyReadOtherwise } from './java-pattern.ts';

test.each([
  ['\\p{Alpha}+', '\\p is Java’s own'],
  ['\\Qa.b\\E', '\\Q is Java’s own'],
  ['a\\z', '\\z is Java’s own'],
  ['\\h', '\\h is Java’s own'],
  ['\\07', '\\0 is Java’s own'],
  ['(?i)[a-z]+', '(?i) sets flags'],
  ['(?i-s:a)', '(?i-s: sets flags'],
  ['[a-z&&[^b]]', '[a-z&&[^b] is a set'],
  ['[[:alpha:]]', '[[:alpha:] is a set'],
  ['[]a]', '[]a] is a set'],
])('%s is read otherwise', (pattern, why) => {
  expect(whyReadOtherwise(pattern)).toContain(why);
});

test.each([
  '^[a-zA-Z][\\w\\-]*$',
  '(?:a|b)+?',
  '(?<name>a)\\k<name>',
  '(?!x)\\d{2,3}\\.',
  '\\[\\[',
  '[\\[\\]]',
])('%s is read alike', (pattern) => {
  expect(whyReadOtherwise(pattern)).toBeUndefined();
});
