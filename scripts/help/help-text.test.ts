import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { ownScripts } from '../own-scripts.ts';
import { helpText } from './help-text.ts';
import { purposes } from './purposes.ts';

const listed = purposes.flatMap(({ commands }) => Object.keys(commands));

test('the help lists every command once, and those of the tests and the bench', () => {
  expect(listed.toSorted()).toEqual([...ownScripts(), 'bench', 'test'].toSorted());
});

test('every line of it fits into a terminal of 80 columns', () => {
  const lines = stripVTControlCharacters(helpText()).split('\n');
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.filter((line) => /^ {2}\S+ {1,}\S/.test(line))).toHaveLength(listed.length);
});
