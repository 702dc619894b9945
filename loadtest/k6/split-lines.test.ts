import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLines } from './split-lines.ts';

test('lines are whole however they are cut, and a last one that never ended is left out', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'b', '\n') });
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const lines: string[] = [];
      const split = splitLines((line) => lines.push(line));
      for (const each of parts) split(each);
      expect(lines).toEqual(parts.join('').split('\n').slice(0, -1));
    }),
  );
});
