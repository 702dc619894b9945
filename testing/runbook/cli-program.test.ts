import { expect, test } from 'vitest';
import { hasCommand } from './cli-program.ts';

const cli = (major: number, minor: number) => ({ path: 'aws', version: [major, minor] as const });

test.each([
  ['1.45', cli(1, 45), [true, false, true]],
  ['2.9', cli(2, 9), [true, true, false]],
  ['2.31', cli(2, 31), [true, true, true]],
])(
  'AWS CLI %s has what is common to all, what only version 2 has, and what came late, where it does',
  (_, program, has) => {
    const sinces = [undefined, { minor: 0 }, { minor: 22 }];
    expect(sinces.map((since) => hasCommand(program, since))).toEqual(has);
  },
);
