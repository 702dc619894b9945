import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stubs } from './stubs.ts';

test('docs/template-checks.md lists every stub, what is done instead and why, and nothing else', () => {
  const [, table = ''] = readFileSync('docs/template-checks.md', 'utf8').split('| what moto lacks |');
  const rows = table.split('\n').filter((line) => line.startsWith('| '));
  expect(rows).toEqual(stubs.map(({ what, instead, why }) => `| ${what} | ${instead} | ${why} |`));
});
