import { expect, test } from 'vitest';
import { whyReadOtherwise } from './java-pattern.ts';

test.each([
  ['\\p{Alpha}+', 'JavaScript cannot evaluate \\p, which only Java supports'],
  ['\\Qa.b\\E', 'JavaScript cannot evaluate \\Q, which only Java supports'],
  ['a\\z', 'JavaScript cannot evaluate \\z, which only Java supports'],
  ['\\h', 'JavaScript cannot evaluate \\h, which only Java supports'],
  ['\\07', 'JavaScript cannot evaluate \\0, which only Java supports'],
  ['(?i)[a-z]+', '(?i) sets flags'],
  ['(?i-s:a)', '(?i-s: sets flags'],
  ['[a-z&&[^b]]', '[a-z&&[^b] is a character class'],
  ['[[:alpha:]]', '[[:alpha:] is a character class'],
  ['[]a]', '[]a] is a character class'],
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
