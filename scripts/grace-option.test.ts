import { expect, test } from 'vitest';
import { graceOption } from './grace-option.ts';

test.each([
  [undefined, undefined],
  ['20', 20],
  ['20s', 20],
  ['2m', 120],
])('--grace %s is %s seconds', (text, seconds) => {
  expect(graceOption(text)).toBe(seconds);
});

test.each(['0', '11m', '20 s', '-5', '1.5', '', '1h', '20000000000000000000'])(
  '--grace %j is refused',
  (text) => {
    expect(() => graceOption(text)).toThrow(
      `--grace must be from 1 s to 10 min, as seconds or with a unit (s, m), not '${text}'`,
    );
  },
);
