import { describe, expect, test } from 'vitest';
import type { ScheduledAction } from '../../../definition/model/scaling.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { nextScheduled, runScheduledActions } from './run-scheduled-actions.ts';
import { putScheduledAction } from './scheduled-actions.ts';
import { desiredCount, minute, scaledStore, second, start, toldOf, web } from './testing/scaled-store.ts';

const hour = 60 * minute;

function withActions(state: PersistedState, ...actions: readonly ScheduledAction[]): PersistedState {
  return actions.reduce(
    (before, action) => putScheduledAction(before, web(before), { action, owner: 'api' }, start),
    state,
  );
}

function hourly(name: string, bounds: Pick<ScheduledAction, 'minCapacity' | 'maxCapacity'>): ScheduledAction {
  return { scheduledActionName: name, schedule: 'rate(1 hour)', ...bounds };
}

const at = (nowMs: number, timeScale = 1) => ({ nowMs, timeScale });
const due = start + hour;

describe('a scheduled action that is due', () => {
  const state = withActions(scaledStore(3), hourly('morning', { minCapacity: 5 }));

  test('sets the bounds at once, with activities and a service event', () => {
    expect(nextScheduled(state, 1)).toBe(due);
    expect(runScheduledActions(state, at(due - 1))).toBe(state);
    const ran = runScheduledActions(state, at(due));
    expect([desiredCount(ran), web(ran).state.minCapacity]).toEqual([5, 5]);
    expect(web(ran).state.activities).toMatchObject([
      {
        description: 'Setting desired count to 5.',
        cause: 'minimum capacity was set to 5',
        status: 'InProgress',
      },
      {
        description: 'Setting min capacity to 5 and max capacity to 10',
        cause: 'scheduled action name morning was triggered',
        status: 'Successful',
        statusMessage: 'Successfully set min capacity to 5 and max capacity to 10',
      },
    ]);
    expect(toldOf(ran)).toEqual([
      'Message: Successfully set desired count to 5. Waiting for change to be fulfilled by ecs. Cause: minimum capacity was set to 5',
    ]);
  });

  test('runs once, and is due again', () => {
    const ran = runScheduledActions(state, at(due));
    expect(web(ran).scheduledActions.morning?.lastRunMs).toBe(due);
    expect(runScheduledActions(ran, at(due + second))).toBe(ran);
    expect(nextScheduled(ran, 1)).toBe(due + hour);
  });

  test('is due sooner with a time scale', () => {
    expect(nextScheduled(state, 10)).toBe(start + 6 * minute);
    expect(desiredCount(runScheduledActions(state, at(start + 6 * minute, 10)))).toBe(5);
  });

  test('is not made up for if no process was running', () => {
    const late = runScheduledActions(state, at(due + 2 * minute));
    expect([desiredCount(late), web(late).scheduledActions.morning?.lastRunMs]).toEqual([3, undefined]);
    expect(nextScheduled(late, 1)).toBe(due + hour);
  });

  test('is not made up for if it was suspended', () => {
    const target = web(state);
    const suspended = { ...target.state.suspended, scheduledScaling: true };
    const held = {
      ...state,
      scaling: {
        targets: { [target.state.resourceId]: { ...target, state: { ...target.state, suspended } } },
      },
    };
    const passed = runScheduledActions(held, at(due));
    expect([desiredCount(passed), nextScheduled(passed, 1)]).toEqual([3, due + hour]);
  });
});

test('several actions of a target run in their order', () => {
  const state = withActions(
    scaledStore(3),
    hourly('first', { minCapacity: 6, maxCapacity: 6 }),
    hourly('second', { minCapacity: 4 }),
  );
  const ran = runScheduledActions(state, at(due));
  expect(web(ran).state).toMatchObject({ minCapacity: 4, maxCapacity: 6 });
  expect(desiredCount(ran)).toBe(6);
});

test('an action whose bounds cross fails, and its occurrence is used up', () => {
  const state = withActions(scaledStore(3), hourly('morning', { minCapacity: 11 }));
  const ran = runScheduledActions(state, at(due));
  expect([desiredCount(ran), web(ran).state.minCapacity]).toEqual([3, 2]);
  expect(web(ran).state.activities).toMatchObject([{ status: 'Failed' }]);
  expect(nextScheduled(ran, 1)).toBe(due + hour);
});

test('an action in the past is never due', () => {
  const past = { scheduledActionName: 'past', schedule: 'at(1969-01-01T00:00:00)', maxCapacity: 3 };
  expect(nextScheduled(withActions(scaledStore(), past), 1)).toBeUndefined();
});
