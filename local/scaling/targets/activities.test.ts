import { expect, test } from 'vitest';
import type { Activity } from './activity.ts';
import { keepActivities } from './keep-activities.ts';
import { refuseChange } from './refuse-change.ts';
import type { ScalableTargetState } from './scalable-target.ts';

const day = 24 * 60 * 60 * 1000;

function activity(startTimeMs: number, changes: Partial<Activity> = {}): Activity {
  return {
    activityId: `at ${startTimeMs}`,
    description: 'Setting desired count to 3.',
    cause: 'monitor alarm high in state ALARM triggered policy cpu',
    status: 'Successful',
    startTimeMs,
    ...changes,
  };
}

test('activities are kept for six weeks', () => {
  const all = [activity(100 * day), activity(58 * day), activity(58 * day - 1)];
  expect(keepActivities(all, 100 * day)).toEqual(all.slice(0, 1));
  expect(keepActivities(all, 99 * day)).toBe(all);
});

test('at most 500 activities are kept, the newest', () => {
  const all = Array.from({ length: 501 }, (_, age) => activity(1000 - age));
  expect(keepActivities(all, 1000)).toEqual(all.slice(0, 500));
});

test('a change that the service rejects fails, and leaves no cooldown', () => {
  const change = { direction: 'out', from: 2, to: 3, policyName: 'cpu' } as const;
  const others = { memory: { direction: 'in', from: 4, to: 3, untilMs: 5 } } as const;
  const target: ScalableTargetState = {
    resourceId: 'service/shop/web',
    minCapacity: 2,
    maxCapacity: 10,
    suspended: { scaleOut: false, scaleIn: false, scheduledScaling: false },
    cooldowns: { cpu: { direction: 'out', from: 2, to: 3 }, ...others },
    activities: [activity(1, { status: 'InProgress', change }), activity(0)],
  };
  const refused = refuseChange(target, 'Service was not ACTIVE.', 2);
  expect(refused.activities[0]).toMatchObject({
    status: 'Failed',
    statusMessage: 'Failed to set desired count to 3. Reason: Service was not ACTIVE.',
    endTimeMs: 2,
  });
  expect([refused.activities[1], refused.cooldowns]).toEqual([target.activities[1], others]);
  expect(refuseChange(refused, 'again', 3)).toBe(refused);
});
