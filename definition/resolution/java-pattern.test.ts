import { expect, test } from 'vitest';
import { whyReadOtherwise } from './java-pattern.ts';

test.each([
  ['\\p{Alpha}+', 'JavaScript cannot check \\p, which only Java has'],
  ['\\Qa.b\\E', 'JavaScript cannot check \\Q, which only Java has'],
  ['a\\z', 'JavaScript cannot check \\z, which only Java has'],
  ['\\h', 'JavaScript cannot check \\h, which only Java has'],
  ['\\07', 'JavaScript cannot check \\0, which only Java has'],
  ['(?i)[a-z]+', '(?i) sets flags'],
  ['(?i-s:a)', '(?i-s: sets flags'],
  ['[a-z&&[^b]]', '[a-z&&[^b] is a set'],
  ['[[:alpha:]]', '[[:alpha:] is a set'],
  ['[]a]', '[]a] is a set'],
])('%s is interpreted differently', (pattern, why) => {
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
