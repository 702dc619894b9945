import { expect, test } from 'vitest';
import { shortNames, withShortNames } from './short-names.ts';

const cdk = (metric: string) => `spreelocalWebServiceTaskCountTarget${metric}`;
const shortOf = (...names: string[]) => [...shortNames(names).values()];

test.each<[string, readonly string[], readonly string[]]>([
  [
    'the end from its last word on, and not a hash alone',
    [cdk('CpuF496A4E7'), cdk('MemoryC881D959')],
    ['CpuF496A4E7', 'MemoryC881D959'],
  ],
  [
    'more words where the last ones are the same',
    ['a-service-that-has-a-long-name-cpu-policy', 'a-service-that-has-a-long-name-memory-policy'],
    ['cpu-policy', 'memory-policy'],
  ],
  [
    'an end that a short name does not have either',
    ['the-long-name-of-a-policy-about-the-cpu', 'cpu'],
    ['the-cpu'],
  ],
  ['nothing shorter than a name that is the end of another one', [cdk('Cpu'), `a-${cdk('Cpu')}`], []],
  ['nothing shorter without any word', ['1234567890-1234567890-1234567890'], []],
  ['nothing shorter than a short name', ['web-cpu', 'web-memory'], []],
])('a long name is shortened to %s', (_, names, short) => {
  expect(shortOf(...names)).toEqual(short);
});

test('a text has the short forms of all names in it', () => {
  const names = [cdk('Cpu'), `${cdk('Cpu')}Memory`];
  const text = `${names[1]} waits for ${names[0]} (a.b).`;
  expect(withShortNames(text, shortNames(names))).toBe('Memory waits for Cpu (a.b).');
  expect(withShortNames(text, new Map())).toBe(text);
});
