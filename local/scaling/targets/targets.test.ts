import { describe, expect, test } from 'vitest';
import type { PolicySituation } from '../decisions/situation.ts';
import { stepPolicy, stepped, tracked, trackingPolicy } from '../testing/situations.ts';
import { actOnAlarms } from './act-on-alarms.ts';
import type { ScalableTargetState, ServiceReading } from './scalable-target.ts';
import { type Bounds, setBounds, setScheduledBounds } from './set-bounds.ts';
import { settleActivity } from './settle-activity.ts';

const fresh: ScalableTargetState = {
  resourceId: 'service/shop/web',
  minCapacity: 2,
  maxCapacity: 10,
  suspended: { scaleOut: false, scaleIn: false, scheduledScaling: false },
  cooldowns: {},
  activities: [],
};

function moments() {
  let ids = 0;
  return (nowMs: number) => ({
    nowMs,
    newId: () => {
      ids += 1;
      return `activity ${ids}`;
    },
  });
}

const service = (runningCount: number, desiredCount = runningCount): ServiceReading => ({
  ...{ runningCount, desiredCount, isDeploying: false },
});
const seconds = 1000;

/** A target, its service of which tasks run at once or as told, and what was set. */
function scaled(policies: (tasks: number) => readonly PolicySituation[], tasks: number) {
  const at = moments();
  let target = fresh;
  let desired = tasks;
  let running = tasks;
  return {
    target: () => target,
    desired: () => desired,
    act: (nowMs: number, now = policies(running)) => {
      const acted = actOnAlarms(target, service(running, desired), now, at(nowMs));
      target = acted.target;
      desired = acted.desiredCount ?? desired;
      return acted;
    },
    bound: (nowMs: number, bounds: Bounds) => {
      const set = setBounds(target, bounds, service(running, desired), at(nowMs));
      target = set.target;
      desired = set.desiredCount ?? desired;
    },
    settle: (nowMs: number, count = desired) => {
      running = count;
      const all = policies(running).map(({ policy }) => policy);
      target = settleActivity(target, service(running, desired), all, nowMs);
    },
    setByHand: (count: number) => {
      desired = count;
    },
  };
}

type Web = ReturnType<typeof scaled>;

describe('an alarm that lasts', () => {
  test('changes the desired count, with an activity that lasts until as many tasks are running', () => {
    const web = scaled(() => [tracked(100)], 2);
    web.act(0);
    const begun = {
      activityId: 'activity 1',
      description: 'Setting desired count to 3.',
      cause: 'monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu',
      startTimeMs: 0,
      change: { direction: 'out', from: 2, to: 3, policyName: 'cpu' },
    };
    expect(web.target().activities).toEqual([
      {
        ...begun,
        status: 'InProgress',
        statusMessage: 'Successfully set desired count to 3. Waiting for change to be fulfilled by ecs.',
      },
    ]);
    web.settle(10 * seconds, 2);
    expect(web.target().activities[0]?.status).toBe('InProgress');
    web.settle(25 * seconds);
    expect(web.target().activities).toEqual([
      {
        ...begun,
        status: 'Successful',
        statusMessage: 'Successfully set desired count to 3. Change successfully fulfilled by ecs.',
        endTimeMs: 25 * seconds,
      },
    ]);
    expect(web.target().cooldowns).toEqual({
      cpu: { direction: 'out', from: 2, to: 3, untilMs: 325 * seconds },
    });
  });

  test('acts again each time, as far as cooldowns allow', () => {
    const web = scaled(() => [tracked(100)], 2);
    const counts = [0, 60, 120, 180, 240].map((second) => {
      web.act(second * seconds);
      web.settle(second * seconds + 20 * seconds);
      return web.desired();
    });
    expect(counts).toEqual([3, 5, 8, 10, 10]);
    expect(web.target().activities[0]).toEqual({
      activityId: 'activity 5',
      description: 'Attempting to scale due to alarm triggered',
      cause: 'monitor alarm cpu-AlarmHigh in state ALARM triggered policy cpu',
      status: 'Failed',
      startTimeMs: 240 * seconds,
      notScaled: { code: 'AlreadyAtMaxCapacity', maxCapacity: 10 },
    });
  });

  test('that changes nothing for the same reason again adds no row', () => {
    const web = scaled(() => [tracked(47)], 3);
    for (const minute of [0, 1, 2]) web.act(minute * 60 * seconds);
    expect(web.target().activities.map(({ status, startTimeMs }) => [status, startTimeMs])).toEqual([
      ['Successful', 0],
    ]);
  });

  test('overrides a scale-in in progress, and ends the cooldowns of scale-ins', () => {
    let load = 20;
    const web = scaled(() => [tracked(load), tracked(load, { policyName: 'other' })], 8);
    web.act(0);
    expect(web.desired()).toBe(3);
    load = 100;
    web.settle(seconds, 8);
    web.act(2 * seconds);
    const [, first] = web.target().activities;
    expect(first).toMatchObject({
      status: 'Overridden',
      statusMessage: 'Successfully set desired count to 3. Found it was later changed to 10.',
      endTimeMs: 2 * seconds,
    });
    expect(web.target().cooldowns).toEqual({ cpu: { direction: 'out', from: 8, to: 10 } });
  });

  test('names the alarm that has it act, in either direction', () => {
    const causes = [
      [tracked(65), tracked(100, { policyName: 'memory' })],
      [tracked(20, { targetValue: 70 }), tracked(20, { policyName: 'memory', targetValue: 40 })],
      [tracked(65), stepped(60)],
    ].map((policies) => {
      const web = scaled(() => policies, 8);
      web.act(0);
      return web.target().activities[0]?.cause;
    });
    expect(causes).toEqual([
      'monitor alarm memory-AlarmHigh in state ALARM triggered policy memory',
      'monitor alarm memory-AlarmLow in state ALARM triggered policy memory',
      'monitor alarm steps-alarm in state ALARM triggered policy steps',
    ]);
  });

  test.each([
    [2, false, [tracked(65, { policyName: 'other' }), tracked(100)], undefined],
    [10, false, [tracked(65, { policyName: 'other', disableScaleIn: true }), tracked(100)], 'Failed'],
    [2, false, [tracked(20)], 'Failed'],
    [3, false, [tracked(47)], 'Successful'],
    [8, true, [tracked(20)], 'Successful'],
    [
      8,
      false,
      [stepped(60, { adjustmentType: 'ExactCapacity', steps: [{ scalingAdjustment: 8 }] })],
      'Successful',
    ],
    [8, false, [stepped(60, { steps: [{ lowerBound: 20, scalingAdjustment: 1 }] })], undefined],
  ])(
    'that cannot act at %i tasks (in a deployment: %s) is noted as AWS does',
    (tasks, isDeploying, policies, status) => {
      const reading = { ...service(tasks), isDeploying };
      const { target, decision } = actOnAlarms(fresh, reading, policies, moments()(5));
      const [row] = target.activities;
      const { reason, policyName } = decision.verdicts.at(-1) ?? {};
      const alarmName =
        { cpu: tasks === 10 ? 'cpu-AlarmHigh' : 'cpu-AlarmLow' }[policyName ?? ''] ?? 'steps-alarm';
      if (status === undefined) expect(row?.notScaled).toBeUndefined();
      else {
        expect(row).toStrictEqual({
          ...{
            activityId: 'activity 1',
            description: 'Attempting to scale due to alarm triggered',
            startTimeMs: 5,
          },
          ...{ cause: `monitor alarm ${alarmName} in state ALARM triggered policy ${policyName}`, status },
          notScaled: reason,
        });
      }
    },
  );

  test('is noted again where there was another reason in between', () => {
    const at = moments();
    const codes = [10, 2, 10].reduce<ScalableTargetState>(
      (target, tasks, index) =>
        actOnAlarms(target, service(tasks), [tracked(tasks === 10 ? 100 : 20)], at(index)).target,
      fresh,
    );
    expect(codes.activities.map(({ notScaled }) => notScaled?.code)).toEqual([
      ...['AlreadyAtMaxCapacity', 'AlreadyAtMinCapacity', 'AlreadyAtMaxCapacity'],
    ]);
  });

  test.each([
    ['out', 100, ['cpu', 'other out']],
    ['in', 20, ['cpu', 'other in', 'other out']],
  ] as const)('that scales %s leaves the right cooldowns of others', (_, value, kept) => {
    const over = { from: 9, to: 8, untilMs: -1 };
    const cooldowns = {
      'other in': { direction: 'in', ...over },
      'other out': { direction: 'out', ...over },
    } as const;
    const { target } = actOnAlarms({ ...fresh, cooldowns }, service(5), [tracked(value)], moments()(0));
    expect(Object.keys(target.cooldowns).toSorted()).toEqual(kept);
  });

  test('that scales out in the cooldown of a scale-in counts from the tasks that run', () => {
    const cooldowns = { steps: { direction: 'in', from: 8, to: 4, untilMs: 9 } } as const;
    const { target } = actOnAlarms({ ...fresh, cooldowns }, service(4), [stepped(60)], moments()(0));
    expect(target.cooldowns).toEqual({ steps: { direction: 'out', from: 4, to: 6 } });
  });

  test.each([
    ['another policy', (web: Web) => web.act(seconds, [tracked(65), stepped(100)])],
    ['new bounds', (web: Web) => web.bound(seconds, { minCapacity: 5 })],
  ])('has no cooldown where its change is overridden by %s', (_, override) => {
    const web = scaled(() => [tracked(100), stepped(10)], 2);
    web.act(0);
    expect(web.target().cooldowns).toHaveProperty('cpu');
    override(web);
    expect(web.desired()).toBe(5);
    expect(web.target().activities.at(-1)?.status).toBe('Overridden');
    expect(web.target().cooldowns).not.toHaveProperty('cpu');
  });
});

describe('the cooldown', () => {
  test.each([
    ['out', 100, { scaleOutCooldownSeconds: 40 }, 2],
    ['in', 20, { scaleInCooldownSeconds: 40 }, 8],
  ] as const)('of a scale-%s is that of its direction', (direction, value, cooldown, tasks) => {
    const web = scaled(() => [tracked(value, cooldown)], tasks);
    web.act(0);
    web.settle(seconds);
    expect(web.target().cooldowns.cpu).toMatchObject({ direction, untilMs: 41 * seconds });
  });

  test('of a step policy counts what was added since its start', () => {
    let value = 60;
    const web = scaled(() => [stepped(value)], 4);
    web.act(0);
    web.settle(10 * seconds);
    value = 80;
    web.act(60 * seconds);
    expect([web.desired(), web.target().cooldowns.steps]).toEqual([7, { direction: 'out', from: 4, to: 7 }]);
    web.settle(70 * seconds);
    expect(web.target().cooldowns.steps).toEqual({
      direction: 'out',
      from: 4,
      to: 7,
      untilMs: 370 * seconds,
    });
    web.act(120 * seconds);
    expect(web.desired()).toBe(7);
    web.act(371 * seconds);
    expect([web.desired(), web.target().cooldowns.steps?.from]).toEqual([10, 7]);
  });

  test('does not begin if the desired count was changed by hand meanwhile', () => {
    const web = scaled(() => [tracked(100)], 2);
    web.act(0);
    web.setByHand(7);
    web.settle(seconds, 2);
    expect(web.target()).toMatchObject({
      cooldowns: {},
      activities: [
        {
          status: 'Overridden',
          statusMessage: 'Successfully set desired count to 3. Found it was later changed to 7.',
          endTimeMs: seconds,
        },
      ],
    });
  });

  test('is that of the policy that acted, from the tasks of its change where it is not known otherwise', () => {
    const { target } = actOnAlarms(fresh, service(4), [stepped(60)], moments()(0));
    const policies = [trackingPolicy(), stepPolicy({ cooldownSeconds: 7 })];
    const settled = (changes: Partial<ScalableTargetState>) =>
      settleActivity({ ...target, ...changes }, service(6), policies, 0).cooldowns;
    const cooldown = { direction: 'out', from: 4, to: 6, untilMs: 7 * seconds };
    expect(settled({})).toEqual({ steps: cooldown });
    expect(settled({ cooldowns: {} })).toEqual({ steps: cooldown });
  });

  test('is left alone if nothing is in progress', () => {
    expect(settleActivity(fresh, service(2), [trackingPolicy(), stepPolicy()], 0)).toBe(fresh);
  });
});

test('a suspended target does not act', () => {
  const target = { ...fresh, suspended: { ...fresh.suspended, scaleOut: true } };
  const acted = actOnAlarms(target, service(2), [tracked(100)], moments()(0));
  expect([acted.desiredCount, acted.target]).toEqual([undefined, target]);
});

describe('new bounds', () => {
  test.each([
    ['minimum', { minCapacity: 5 }, 3, 5, 'out'],
    ['maximum', { maxCapacity: 4 }, 8, 4, 'in'],
  ] as const)('bring the desired count to the %s at once', (bound, bounds, before, to, direction) => {
    const { target, desiredCount } = setBounds(fresh, bounds, service(before), moments()(seconds));
    expect([desiredCount, target]).toEqual([
      to,
      {
        ...fresh,
        ...bounds,
        activities: [
          {
            activityId: 'activity 1',
            description: `Setting desired count to ${to}.`,
            cause: `${bound} capacity was set to ${to}`,
            status: 'InProgress',
            statusMessage: `Successfully set desired count to ${to}. Waiting for change to be fulfilled by ecs.`,
            startTimeMs: seconds,
            change: { direction, from: before, to },
          },
        ],
      },
    ]);
    const settled = settleActivity(target, service(to), [trackingPolicy()], 2 * seconds);
    expect([settled.activities[0]?.status, settled.cooldowns]).toEqual(['Successful', {}]);
  });

  test('leave a desired count within them alone', () => {
    const bounds = { minCapacity: 3, maxCapacity: 3 };
    expect(setBounds(fresh, bounds, service(3), moments()(0))).toEqual({ target: { ...fresh, ...bounds } });
  });

  test('of a scheduled action have an activity, and take effect in a cooldown too', () => {
    const cooling = {
      ...fresh,
      cooldowns: { cpu: { direction: 'in', from: 9, to: 8, untilMs: 99 } as const },
    };
    const bounds = { name: 'evening', minCapacity: 1, maxCapacity: 4 };
    const { target, desiredCount } = setScheduledBounds(cooling, bounds, service(8), moments()(0));
    expect(desiredCount).toBe(4);
    expect(target).toMatchObject({ minCapacity: 1, maxCapacity: 4, cooldowns: cooling.cooldowns });
    expect(target.activities.map(({ description, cause, status }) => [description, cause, status])).toEqual([
      ['Setting desired count to 4.', 'maximum capacity was set to 4', 'InProgress'],
      [
        'Setting min capacity to 1 and max capacity to 4',
        'scheduled action name evening was triggered',
        'Successful',
      ],
    ]);
    expect(target.activities[1]?.statusMessage).toBe(
      'Successfully set min capacity to 1 and max capacity to 4',
    );
  });

  test('of a scheduled action may be the same number', () => {
    const bounds = { name: 'night', minCapacity: 4, maxCapacity: 4 };
    const { target, desiredCount } = setScheduledBounds(fresh, bounds, service(3), moments()(0));
    expect([target.minCapacity, target.maxCapacity, desiredCount]).toEqual([4, 4, 4]);
  });

  test('of a scheduled action that would cross fail, and change nothing', () => {
    const bounds = { name: 'morning', minCapacity: 11 };
    const { target, desiredCount } = setScheduledBounds(fresh, bounds, service(3), moments()(0));
    expect(desiredCount).toBeUndefined();
    expect({ ...target, activities: [] }).toEqual(fresh);
    const statusMessage = 'Failed to set min capacity to 11 and max capacity to 10';
    expect(target.activities).toMatchObject([{ status: 'Failed', statusMessage, endTimeMs: 0 }]);
  });
});
