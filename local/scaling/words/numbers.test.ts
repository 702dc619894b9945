import { expect, test } from 'vitest';
import { listed, rounded, tasks } from './numbers.ts';

test('words are listed with commas and a last and', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});

test('numbers have three digits after the point at most', () => {
  expect([1, 1.5, 1.23456, 1310].map(rounded)).toEqual(['1', '1.5', '1.235', '1310']);
  expect([tasks(0), tasks(1), tasks(2)]).toEqual(['0 tasks', '1 task', '2 tasks']);
});
