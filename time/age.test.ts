import { expect, test } from 'vitest';
import { age } from './age.ts';

test('an age has the largest unit of which there are two', () => {
  const ages = [-5, 0, 119_999, 120_000, 7_199_999, 7_200_000, 172_799_999, 172_800_000];
  expect(ages.map(age)).toEqual(['0 s', '0 s', '119 s', '2 min', '119 min', '2 h', '47 h', '2 d']);
});
