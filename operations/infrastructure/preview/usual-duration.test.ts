import { expect, test } from 'vitest';
import { durationOf } from './usual-duration.ts';

const minute = 60_000;

test('a deployment usually takes as long as the last updates of the stack', () => {
  const steps = [
    { status: 'CREATE_IN_PROGRESS', at: 0 },
    { status: 'CREATE_COMPLETE', at: 30 * minute },
    { status: 'UPDATE_IN_PROGRESS', at: 100 * minute },
    { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', at: 104 * minute },
    { status: 'UPDATE_COMPLETE', at: 140 * minute },
    { status: 'UPDATE_IN_PROGRESS', at: 200 * minute },
    { status: 'UPDATE_COMPLETE', at: 208.5 * minute },
  ];
  const measured = { minutes: [4, 9], source: 'measured' };
  expect(durationOf(steps)).toEqual(measured);
  expect(durationOf(steps.toReversed())).toEqual(measured);
});

test('an update that was rolled back, or is under way, says nothing', () => {
  const steps = [
    { status: 'UPDATE_IN_PROGRESS', at: 0 },
    { status: 'UPDATE_ROLLBACK_IN_PROGRESS', at: 5 * minute },
    { status: 'UPDATE_ROLLBACK_COMPLETE', at: 9 * minute },
    { status: 'UPDATE_COMPLETE', at: 10 * minute },
    { status: 'UPDATE_IN_PROGRESS', at: 20 * minute },
  ];
  expect(durationOf(steps)).toEqual({ minutes: [3, 15], source: 'typical' });
});
