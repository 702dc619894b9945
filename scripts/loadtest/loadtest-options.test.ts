import { expect, test } from 'vitest';
import { workersOption } from './loadtest-options.ts';

test('without --workers this machine sends the load, with it up to twenty workers do', () => {
  expect([undefined, '1', '20'].map((value) => workersOption(value))).toEqual([undefined, 1, 20]);
});

test.each(['0', '21', '-1', '1.5', 'two', '', true])('--workers %j is refused', (value) => {
  expect(() => workersOption(value)).toThrow(
    expect.objectContaining({
      code: 'BAD_ARGUMENT',
      message: `'${value}' in --workers is not a number of workers from 1 to 20`,
    }),
  );
});
