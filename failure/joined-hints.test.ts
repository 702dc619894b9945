import { expect, test } from 'vitest';
import { joinedHints } from './joined-hints.ts';

test('a hint follows another one as a sentence of its own', () => {
  expect(joinedHints('Full log: store:logs web', 'Then mend it.')).toBe(
    'Full log: store:logs web. Then mend it.',
  );
  expect(joinedHints('Look at the log.', 'Then mend it.')).toBe('Look at the log. Then mend it.');
  expect(joinedHints(undefined, 'Mend it.')).toBe('Mend it.');
});
