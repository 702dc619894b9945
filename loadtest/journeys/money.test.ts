import { expect, test } from 'vitest';
import { multiplied } from './money.ts';

test.each([
  ['$18.00', 18, 1, '$18.00'],
  ['$18.00', 18, 2, '$36.00'],
  ['$411.50', 411.5, 3, '$1,234.50'],
  ['$1,042.50', 1042.5, 1000, '$1,042,500.00'],
  ['USD 0.10', 0.1, 3, 'USD 0.30'],
])('%s, which is %s, times %s is %s', (displayPrice, price, quantity, total) => {
  expect(multiplied(displayPrice, price, quantity)).toBe(total);
});
