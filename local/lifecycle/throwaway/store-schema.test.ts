import { expect, test } from 'vitest';
import { portable } from './store-schema.ts';

test('what only a later version of PostgreSQL understands is left out of a schema', () => {
  const dump = [
    '\\restrict aB3',
    'SET statement_timeout = 0;',
    'SET transaction_timeout = 0;',
    'CREATE TABLE a (b text);',
    '\\unrestrict aB3',
    '',
  ];
  expect(portable(dump.join('\n'))).toBe('SET statement_timeout = 0;\nCREATE TABLE a (b text);\n');
});
