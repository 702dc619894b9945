import { expect, test } from 'vitest';
import { gapLog } from './gap-log.ts';

test('attempts that fail one after the other are one gap, which ends with the next that succeeds', () => {
  const log = gapLog();
  log.answered(0);
  log.failed(5, 'refused');
  log.failed(10, 'reset');
  log.answered(15);
  log.answered(20);
  log.failed(25, 'no answer');
  expect(log.gaps(27)).toEqual([
    { fromMs: 5, toMs: 15, reason: 'reset' },
    { fromMs: 25, toMs: 27, reason: 'no answer' },
  ]);
});
