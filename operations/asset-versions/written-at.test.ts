import { expect, test } from 'vitest';
import { writtenAt } from './written-at.ts';

test('an id that is a ULID tells when the version was written', () => {
  expect(writtenAt('01ARYZ6S41TSV4RRFFQ69G5FAV')).toBe(1469918176385);
});

test.each([
  'null',
  '3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo',
  '',
  '01ARYZ6S41TSV4RRFFQ69G5FA',
])('an id of S3 such as %j does not', (id) => {
  expect(writtenAt(id)).toBeUndefined();
});
