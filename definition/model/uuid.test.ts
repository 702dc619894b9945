import { expect, test } from 'vitest';
import { asUuid, uuidOf } from './uuid.ts';

test('a UUID is the same for the same text, and another one for another text', () => {
  expect(uuidOf('a')).toBe(uuidOf('a'));
  expect(uuidOf('a')).not.toBe(uuidOf('b'));
  expect(uuidOf('a')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
});

test('hexadecimal digits are written with the version and the variant of a UUID', () => {
  expect(asUuid('0123456789abcdef0123456789abcdef')).toBe('01234567-89ab-4def-8123-456789abcdef');
});
