import { describe, expect, test } from 'vitest';
import { steady, stepped, tracked } from '../testing/situations.ts';
import { decide } from './decide.ts';
import type { Situation, TrackingSituation } from './situation.ts';

const memory = { policyName: 'memory', targetValue: 80 };
const requests = { policyName: 'requests', targetValue: 1000 };

/** An alarm that has not been evaluated just now. */
const inAlarm = { alarmName: 'a', state: 'ALARM' } as const;

describe('one target tracking policy', () => {
  test.each([
    [2, 100, 3],
    [3, 100, 5],
    [5, 100, 8],
    [8, 100, 10],
    [4, 52.5, 3],
    [3, 46, 2],
  ])('takes %i tasks at %d %% to %i', (count, value, capacity) => {
    expect(decide(steady(count, { policies: [tracked(value)] })).change).toEqual({
      direction: capacity > count ? 'out' : 'in',
      policyName: 'cpu',
      capacity,
    });
  });

  test.each([
    [2400, 3],
    [10_000, 10],
  ])('takes two tasks at %i requests of all of them to %i in one step', (all, capacity) => {
    expect(decide(steady(2, { policies: [tracked(all / 2, requests)] })).change?.capacity).toBe(capacity);
  });

  test.each([
    [2, 35],
    [3, 46.6],
    [4, 52.5],
    [5, 56],
    [6, 58.3],
    [10, 62.9],
  ])('takes one of %i tasks away at a value of %d, and none above it', (count, most) => {
    const bounds = { minCapacity: 1, maxCapacity: 20 };
    const at = (value: number) => decide(steady(count, { ...bounds, policies: [tracked(value)] })).change;
    expect([at(most)?.capacity, at(most + 0.1)]).toEqual([count - 1, undefined]);
  });

  test("rounds up, by AWS's own examples: 1.5 tasks more become 2, and half a task fewer none", () => {
    const at = (count: number, value: number) =>
      decide(steady(count, { policies: [tracked(value, { targetValue: 50 })] })).change?.capacity;
    expect([at(3, 75), at(2, 37.5)]).toEqual([5, undefined]);
  });

  test('does nothing within its thresholds', () => {
    expect(decide(steady(3, { policies: [tracked(65)] }))).toStrictEqual({
      verdicts: [{ policyName: 'cpu', reason: { code: 'WithinThresholds' } }],
    });
  });

  test('names the alarm that has no data, unless all of them have none', () => {
    const blind = { alarmName: 'a', state: 'INSUFFICIENT_DATA' } as const;
    const { low: _, ...onlyHigh } = tracked(65);
    const reasonOf = (policy: TrackingSituation) =>
      decide(steady(3, { policies: [policy] })).verdicts[0]?.reason;
    expect([
      reasonOf({ ...tracked(65), high: blind }),
      reasonOf({ ...tracked(65), low: blind }),
      reasonOf({ ...tracked(65), high: blind, low: blind }),
      reasonOf({ ...onlyHigh, high: blind }),
    ]).toStrictEqual([
      { code: 'InsufficientData', alarm: 'high' },
      { code: 'InsufficientData', alarm: 'low' },
      { code: 'InsufficientData' },
      { code: 'InsufficientData', alarm: 'only' },
    ]);
  });

  test('does not remove a task if that would bring the metric above the target', () => {
    expect(decide(steady(3, { policies: [tracked(47)] }))).toEqual({
      verdicts: [
        {
          policyName: 'cpu',
          asked: 3,
          reason: { code: 'AutoScalingAnticipatedFlapping', value: 47, valueWithout: 70.5, targetValue: 70 },
        },
      ],
    });
  });

  test('keeps five tasks for ever if each uses 65 % of its memory, whatever the load', () => {
    expect(decide(steady(6, { policies: [tracked(65, memory)] })).change?.capacity).toBe(5);
    const { change, verdicts } = decide(steady(5, { policies: [tracked(65, memory)] }));
    expect([change, verdicts[0]?.reason?.code]).toEqual([undefined, 'AutoScalingAnticipatedFlapping']);
  });

  test('does not scale in if that is disabled', () => {
    const { change, verdicts } = decide(steady(8, { policies: [tracked(1, { disableScaleIn: true })] }));
    expect([change, verdicts]).toEqual([
      undefined,
      [{ policyName: 'cpu', reason: { code: 'WithinThresholds' } }],
    ]);
  });

  test('does not leave the bounds', () => {
    const high = decide(steady(10, { policies: [tracked(100)] }));
    expect(high.verdicts[0]).toEqual({
      ...{ policyName: 'cpu', asked: 15 },
      reason: { code: 'AlreadyAtMaxCapacity', maxCapacity: 10 },
    });
    const low = decide(steady(2, { policies: [tracked(1)] }));
    expect(low.verdicts[0]?.reason).toEqual({ code: 'AlreadyAtMinCapacity', minCapacity: 2 });
    expect([high.change, low.change]).toEqual([undefined, undefined]);
  });

  test('first brings a count that was set by hand back within the bounds', () => {
    const below = { minCapacity: 3, maxCapacity: 10 };
    expect(decide(steady(1, { ...below, policies: [tracked(10)] })).change).toBeUndefined();
    expect(decide(steady(1, { ...below, policies: [tracked(700)] })).change?.capacity).toBe(3);
    expect(decide(steady(12, { policies: [tracked(10)] })).change?.capacity).toBe(10);
    expect(decide(steady(12, { policies: [tracked(100)] })).change).toBeUndefined();
  });

  test('is at the desired count where one fewer would be as many as run without need', () => {
    const at = (count: number, changes: Partial<Situation>) =>
      decide(steady(count, changes)).verdicts[0]?.reason;
    // 5 tasks at 56 % are 4 at 70 %, which is not above the target.
    expect(at(4, { runningCount: 5, policies: [tracked(56)] })).toEqual({
      ...{ code: 'AlreadyAtDesiredCapacity', currentCapacity: 4 },
    });
    expect(at(1, { minCapacity: 0, policies: [tracked(10)] })).toEqual({
      ...{ code: 'AlreadyAtDesiredCapacity', currentCapacity: 1 },
    });
  });

  test('starts the first task of a service that has none', () => {
    expect(decide(steady(0, { minCapacity: 0, policies: [tracked(71)] })).change?.capacity).toBe(1);
  });
});

describe('several policies', () => {
  test('scale out to the largest requested capacity', () => {
    const policies = [tracked(175), tracked(3500, requests)];
    expect(decide(steady(2, { policies }))).toStrictEqual({
      change: { direction: 'out', policyName: 'requests', capacity: 7 },
      verdicts: [
        { policyName: 'cpu', asked: 5, reason: { code: 'OtherPolicyActed', policyName: 'requests' } },
        { policyName: 'requests', asked: 7 },
      ],
    });
  });

  test('scale out although another one has just scaled in', () => {
    const back = { direction: 'in', from: 8, to: 6, untilMs: 1000 } as const;
    const policies = [tracked(60, memory, back), tracked(100)];
    expect(decide(steady(6, { policies })).change).toMatchObject({ policyName: 'cpu', capacity: 9 });
  });

  test('are all at the minimum if they agree to scale in, even where one of them waits', () => {
    const back = { direction: 'in', from: 3, to: 2, untilMs: 1000 } as const;
    const other = { policyName: 'other' };
    const atMinimum = { code: 'AlreadyAtMinCapacity', minCapacity: 2 };
    const reasonsOf = (policies: Situation['policies']) =>
      decide(steady(2, { policies })).verdicts.map(({ reason }) => reason);
    expect(reasonsOf([tracked(1), tracked(40, memory), tracked(0, other)])).toEqual(
      Array<object>(3).fill(atMinimum),
    );
    expect(reasonsOf([tracked(1), tracked(1, memory, back)])).toMatchObject([
      atMinimum,
      { code: 'InCooldown' },
    ]);
    expect(reasonsOf([tracked(1), tracked(75, memory)])).toMatchObject([
      { code: 'Vetoed', by: ['memory'] },
      { code: 'WithinThresholds' },
    ]);
  });

  test('that agree but ask for no fewer each have their own reason, and all of them hold back the others', () => {
    const asked = [tracked(20), tracked(71, memory), tracked(62, { policyName: 'other' })];
    expect(decide(steady(8, { policies: asked })).verdicts.map(({ reason }) => reason)).toMatchObject([
      { code: 'Vetoed', by: ['memory', 'other'] },
      { code: 'AutoScalingAnticipatedFlapping', value: 71 },
      { code: 'AutoScalingAnticipatedFlapping', value: 62 },
    ]);
  });

  test('scale in only if all of them agree, to the largest requested capacity', () => {
    const apart = decide(steady(8, { policies: [tracked(20), tracked(75, memory)] }));
    expect(apart).toEqual({
      verdicts: [
        { policyName: 'cpu', asked: 3, reason: { code: 'Vetoed', by: ['memory'] } },
        { policyName: 'memory', reason: { code: 'WithinThresholds' } },
      ],
    });
    const agreed = decide(steady(8, { policies: [tracked(20), tracked(60, memory)] }));
    expect(agreed).toEqual({
      change: { direction: 'in', policyName: 'memory', capacity: 6 },
      verdicts: [
        { policyName: 'cpu', asked: 3, reason: { code: 'OtherPolicyActed', policyName: 'memory' } },
        { policyName: 'memory', asked: 6 },
      ],
    });
  });

  test('do not scale in while one of them would do so only for others', () => {
    const { change, verdicts } = decide(steady(8, { policies: [tracked(20), tracked(71, memory)] }));
    expect([change, verdicts.map(({ reason }) => reason)]).toEqual([
      undefined,
      [
        { code: 'Vetoed', by: ['memory'] },
        { code: 'AutoScalingAnticipatedFlapping', value: 71, valueWithout: 568 / 7, targetValue: 80 },
      ],
    ]);
  });

  test('are held back by those of their own kind alone', () => {
    const fewer = (scalingAdjustment: number, policyName: string) =>
      stepped(60, { policyName, steps: [{ scalingAdjustment }] });
    const asked = [fewer(-2, 'two'), fewer(-1, 'one'), tracked(20), tracked(71, memory)];
    // One more task runs than is desired, so that 'one' and 'memory' ask for what there is to be.
    const { change, verdicts } = decide(steady(8, { runningCount: 9, policies: asked }));
    expect([change, verdicts.map(({ reason }) => reason)]).toEqual([
      undefined,
      [
        { code: 'Vetoed', by: ['one'] },
        { code: 'AlreadyAtDesiredCapacity', currentCapacity: 8 },
        { code: 'Vetoed', by: ['memory'] },
        { code: 'AlreadyAtDesiredCapacity', currentCapacity: 8 },
      ],
    ]);
  });

  test('of two kinds that both remove tasks, the one that removes fewer acts', () => {
    const back = { steps: [{ lowerBound: 0, scalingAdjustment: -1 }] };
    const both = decide(steady(8, { policies: [stepped(60, back), tracked(20)] }));
    expect(both).toEqual({
      change: { direction: 'in', policyName: 'steps', capacity: 7 },
      verdicts: [
        { policyName: 'steps', asked: 7 },
        { policyName: 'cpu', asked: 3, reason: { code: 'OtherPolicyActed', policyName: 'steps' } },
      ],
    });
    const one = decide(steady(8, { runningCount: 9, policies: [stepped(60, back), tracked(20)] }));
    expect(one.change).toEqual({ direction: 'in', policyName: 'cpu', capacity: 3 });
    expect(one.verdicts[0]?.reason).toEqual({ code: 'AlreadyAtDesiredCapacity', currentCapacity: 8 });
  });

  test('one with disabled scale-in has no veto', () => {
    const policies = [tracked(20), tracked(75, { ...memory, disableScaleIn: true })];
    expect(decide(steady(8, { policies })).change?.capacity).toBe(3);
  });

  test('a step policy neither has a veto nor is subject to one', () => {
    expect(decide(steady(8, { policies: [tracked(20), stepped(10)] })).change?.capacity).toBe(3);
    const back = { steps: [{ lowerBound: 0, scalingAdjustment: -1 }] };
    const { change } = decide(steady(8, { policies: [stepped(60, back), tracked(65)] }));
    expect(change).toEqual({ direction: 'in', policyName: 'steps', capacity: 7 });
  });

  test('a step policy removes a task although one fewer would bring the metric of another above its target', () => {
    const back = { steps: [{ lowerBound: 0, scalingAdjustment: -1 }] };
    const { change, verdicts } = decide(steady(8, { policies: [stepped(60, back), tracked(62)] }));
    expect(change).toEqual({ direction: 'in', policyName: 'steps', capacity: 7 });
    expect(verdicts[1]?.reason?.code).toBe('AutoScalingAnticipatedFlapping');
  });

  test.each([
    ['target tracking', { ...tracked(100, memory), high: inAlarm }],
    [
      'target tracking without scale-in',
      { ...tracked(100, { ...memory, disableScaleIn: true }), high: inAlarm },
    ],
    ['a step policy', { ...stepped(60, { policyName: 'memory' }), alarm: inAlarm }],
  ])('nothing is scaled in while %s waits for new data to scale out', (_, waiting) => {
    const back = { steps: [{ lowerBound: 0, scalingAdjustment: -1 }] };
    for (const other of [tracked(20), stepped(60, back)]) {
      expect(decide(steady(8, { policies: [other, waiting] }))).toEqual({
        verdicts: [
          expect.objectContaining({ reason: { code: 'Vetoed', by: ['memory'] } }),
          { policyName: 'memory', reason: { code: 'AwaitsEvaluation', direction: 'out' } },
        ],
      });
    }
  });

  test('one that waits for new data to scale in lets no other target tracking policy, but a step policy', () => {
    const back = { policyName: 'back', steps: [{ lowerBound: 0, scalingAdjustment: -1 }] };
    const low = { ...tracked(20, memory), low: inAlarm };
    const { change, verdicts } = decide(steady(8, { policies: [tracked(20), low] }));
    expect([change, verdicts.map(({ reason }) => reason)]).toEqual([
      undefined,
      [
        { code: 'AwaitsOtherPolicies', policyNames: ['memory'] },
        { code: 'AwaitsEvaluation', direction: 'in' },
      ],
    ]);
    expect(decide(steady(8, { policies: [stepped(60, back), low] })).change?.capacity).toBe(7);
    const waiting = { ...stepped(60, back), alarm: inAlarm };
    const other = decide(steady(8, { policies: [tracked(20), waiting] }));
    expect([other.change?.capacity, other.verdicts[1]?.reason]).toEqual([
      3,
      { code: 'AwaitsEvaluation', direction: 'in' },
    ]);
  });

  test.each([
    [[0, 2], 'out'],
    [[0, -1], 'in'],
  ] as const)('a step policy by %j that waits for new data may go %s', (adjustments, direction) => {
    const steps = adjustments.map((scalingAdjustment) => ({ scalingAdjustment }));
    const { verdicts } = decide(steady(8, { policies: [{ ...stepped(60, { steps }), alarm: inAlarm }] }));
    expect(verdicts[0]?.reason).toEqual({ code: 'AwaitsEvaluation', direction });
  });

  test('a step that keeps the tasks as they are lets none be removed', () => {
    const keeps = stepped(60, { steps: [{ lowerBound: 0, scalingAdjustment: 0 }] });
    const { change, verdicts } = decide(steady(8, { policies: [keeps, tracked(20)] }));
    expect([change, verdicts.map(({ reason }) => reason)]).toEqual([
      undefined,
      [
        { code: 'AlreadyAtDesiredCapacity', currentCapacity: 8 },
        { code: 'Vetoed', by: ['steps'] },
      ],
    ]);
  });

  test('nothing is scaled in while one of them wants to scale out, even at the maximum', () => {
    const back = { steps: [{ lowerBound: 0, scalingAdjustment: -1 }] };
    const { change, verdicts } = decide(steady(10, { policies: [stepped(60, back), tracked(100)] }));
    expect([change, verdicts[0]?.reason]).toEqual([undefined, { code: 'Vetoed', by: ['cpu'] }]);
  });
});

describe('a step policy', () => {
  test('adds what its step specifies', () => {
    expect(decide(steady(4, { policies: [stepped(60)] })).change?.capacity).toBe(6);
    expect(decide(steady(4, { policies: [stepped(80)] })).change?.capacity).toBe(7);
  });

  test('adds only the difference in the cooldown of its last scale-out', () => {
    const cooldown = { direction: 'out', from: 4, to: 6, untilMs: 1000 } as const;
    expect(decide(steady(6, { policies: [stepped(80, {}, cooldown)] })).change?.capacity).toBe(7);
    expect(decide(steady(6, { policies: [stepped(60, {}, cooldown)] }))).toEqual({
      verdicts: [{ policyName: 'steps', reason: { code: 'InCooldown', direction: 'out', untilMs: 1000 } }],
    });
    expect(decide(steady(6, { nowMs: 1000, policies: [stepped(60, {}, cooldown)] })).change?.capacity).toBe(
      8,
    );
  });

  test('removes what its step says, whatever it added before', () => {
    const both = {
      steps: [
        { lowerBound: 0, upperBound: 20, scalingAdjustment: -1 },
        { lowerBound: 20, scalingAdjustment: 2 },
      ],
    };
    const cooldown = { direction: 'out', from: 4, to: 6 } as const;
    expect(decide(steady(6, { policies: [stepped(60, both, cooldown)] })).change).toMatchObject({
      ...{ direction: 'in', capacity: 5 },
    });
  });

  test('does nothing at a value without a step', () => {
    const policies = [stepped(60, { steps: [{ lowerBound: 20, scalingAdjustment: 1 }] })];
    expect(decide(steady(4, { policies })).verdicts).toEqual([
      { policyName: 'steps', reason: { code: 'NoMatchingStep', value: 60 } },
    ]);
  });

  test('has a reason for doing nothing while its alarm is not in ALARM', () => {
    const without = { ...stepped(60), alarm: { alarmName: 'a', state: 'INSUFFICIENT_DATA' } as const };
    const { verdicts } = decide(steady(4, { policies: [stepped(10), without] }));
    expect(verdicts.map(({ reason }) => reason?.code)).toEqual(['WithinThresholds', 'InsufficientData']);
  });
});

describe('a cooldown', () => {
  const out = { direction: 'out', from: 2, to: 3, untilMs: 1000 } as const;

  test('of a scale-out allows only a larger one', () => {
    expect(
      decide(steady(3, { policies: [tracked(70.1, {}, { ...out, to: 4 })] })).verdicts[0]?.reason,
    ).toEqual({
      ...{ code: 'InCooldown', direction: 'out', untilMs: 1000 },
    });
    expect(decide(steady(3, { policies: [tracked(100, {}, out)] })).change?.capacity).toBe(5);
  });

  test('of a change that has not completed has no end yet', () => {
    const unfulfilled = { direction: 'out', from: 2, to: 3 } as const;
    const situation = { runningCount: 2, nowMs: 9e9, policies: [tracked(100, {}, unfulfilled)] };
    expect(decide(steady(3, situation)).verdicts[0]?.reason).toStrictEqual({
      code: 'InCooldown',
      direction: 'out',
    });
  });

  test('of a scale-in prevents scale-ins, but not a scale-out', () => {
    const back = { direction: 'in', from: 8, to: 6, untilMs: 1000 } as const;
    const policies = [tracked(20, {}, back), tracked(20, memory)];
    expect(decide(steady(6, { policies })).verdicts.map(({ reason }) => reason)).toEqual([
      { code: 'InCooldown', direction: 'in', untilMs: 1000 },
      { code: 'AwaitsOtherPolicies', policyNames: ['cpu'] },
    ]);
    expect(decide(steady(6, { policies: [tracked(100, {}, back)] })).change?.capacity).toBe(9);
  });

  test('of a scale-in lets nothing scale in, even where more tasks run than it asked for', () => {
    const back = { direction: 'in', from: 8, to: 2, untilMs: 1000 } as const;
    const { change, verdicts } = decide(steady(8, { policies: [tracked(40, {}, back)] }));
    expect([change, verdicts[0]?.reason?.code]).toEqual([undefined, 'InCooldown']);
  });

  test('of a scale-out does not prevent a scale-in, unless its policy still wants to scale out', () => {
    expect(decide(steady(3, { policies: [tracked(10, {}, out)] })).change?.capacity).toBe(2);
    const policies = [tracked(20), stepped(60, {}, { direction: 'out', from: 4, to: 8, untilMs: 1 })];
    expect(decide(steady(8, { policies })).verdicts[0]?.reason).toEqual({ code: 'Vetoed', by: ['steps'] });
  });
});

describe('during a deployment', () => {
  test('nothing is scaled in', () => {
    expect(decide(steady(8, { isDeploying: true, policies: [tracked(20)] }))).toEqual({
      verdicts: [{ policyName: 'cpu', asked: 3, reason: { code: 'TargetServicePutResourceAsUnscalable' } }],
    });
  });

  test('scale-out continues', () => {
    expect(decide(steady(2, { isDeploying: true, policies: [tracked(100)] })).change?.capacity).toBe(3);
  });
});

describe('while scaling is suspended', () => {
  test.each([
    ['out', 100, 'in'],
    ['in', 20, 'out'],
  ] as const)('%s, nothing goes that way', (direction, value, other) => {
    const suspended = (way: 'out' | 'in') => ({
      isScaleOutSuspended: way === 'out',
      isScaleInSuspended: way === 'in',
    });
    const policies = [tracked(value)];
    expect(decide(steady(5, { ...suspended(direction), policies })).verdicts[0]?.reason).toEqual({
      ...{ code: 'Suspended', direction },
    });
    expect(decide(steady(5, { ...suspended(other), policies })).change?.direction).toBe(direction);
  });
});

test('a service without policies is left alone', () => {
  expect(decide(steady(5, {}))).toEqual({ verdicts: [] });
});
