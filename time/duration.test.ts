import { expect, test } from 'vitest';
import { duration } from './duration.ts';

test('a length of time has tenths below ten seconds, then seconds, and minutes from an hour on', () => {
  const lengths = [0, 449, 9_949, 9_950, 59_499, 59_500, 185_000, 3_599_499, 3_599_500, 7_380_000];
  expect(lengths.map(duration)).toEqual([
    ...['0.0 s', '0.4 s', '9.9 s', '10 s', '59 s', '1 min 00 s'],
    ...['3 min 05 s', '59 min 59 s', '1 h 00 min', '2 h 03 min'],
  ]);
});
