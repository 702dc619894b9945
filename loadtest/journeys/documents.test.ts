import { expect, test } from 'vitest';
import { listAt, textAt, valueAt } from './documents.ts';

const answer = { data: [{ id: '1', attributes: { price: '18.00', sold: false } }] };

test('values are found by their path', () => {
  expect(textAt(answer, 'data', 0, 'attributes', 'price')).toBe('18.00');
  expect(valueAt(answer, 'data', 0, 'attributes', 'sold')).toBe(false);
  expect(listAt(answer, 'data')).toHaveLength(1);
});

test('what is missing, inherited or of another type is not there', () => {
  expect(textAt(answer, 'data', 0, 'attributes', 'sold')).toBeUndefined();
  expect(textAt(undefined, 'data')).toBeUndefined();
  expect(valueAt(answer, 'constructor')).toBeUndefined();
  expect(listAt(answer, 'data', 0, 'id')).toEqual([]);
});
