import { expect, test } from 'vitest';
import { earlier } from './task-step.ts';

test('the earlier of two times is taken, where both are there', () => {
  expect([earlier(5, 3), earlier(3, 5), earlier(undefined, 4), earlier(4, undefined)]).toEqual([3, 3, 4, 4]);
  expect(earlier(undefined, undefined)).toBeUndefined();
});
