import { describe, expect, test } from 'vitest';
import type { ScalingPolicy } from '../policies/scaling-policy.ts';
import { stepPolicy, trackingPolicy } from '../testing/situations.ts';
import type { RecordedChange } from './recorded-changes.ts';
import { cooldownAt as cooldownThen } from './recorded-cooldown.ts';
import type { ScalingRecord } from './scaling-record.ts';

const policy = trackingPolicy({ scaleOutCooldownSeconds: 40, scaleInCooldownSeconds: 70 });

const record: ScalingRecord = {
  ...{ resourceId: 'service/shop/web', minCapacity: 1, maxCapacity: 10, desiredCount: 3, runningCount: 3 },
  ...{ isScaleOutSuspended: false, isScaleInSuspended: false, timeScale: 1 },
  ...{ deployments: [], policies: [], activities: [], tasks: [] },
};

type Changed = RecordedChange & { readonly from: number };

/** Of changes each of which begins where the one before it ended. */
function cooldownAt(of: ScalingPolicy, changes: readonly Changed[], nowMs: number, timeScale = 1) {
  const [first] = changes;
  const all = first === undefined ? [] : [{ ...first, startMs: -9e9, to: first.from, policyName: undefined }];
  return cooldownThen({ ...record, timeScale }, { policy: of }, [...all, ...changes], nowMs);
}

function change(
  from: number,
  to: number,
  startMs: number,
  { policyName = 'cpu', ...activity }: { policyName?: string } & Partial<RecordedChange['activity']> = {},
): Changed {
  const texts = { description: '', cause: '', status: 'Successful', notScaled: [] };
  const told = { ...texts, startMs, endMs: startMs + 1000, ...activity };
  return { startMs, from, to, policyName, activity: told };
}

describe('the cooldown of a record', () => {
  test.each([
    ['out', 2, 3, 41_000],
    ['in', 3, 2, 71_000],
  ] as const)('is that after a scale-%s', (direction, from, to, untilMs) => {
    expect(cooldownAt(policy, [change(from, to, 0)], 5000)).toEqual({ direction, from, to, untilMs });
  });

  test('is shortened by a time scale', () => {
    expect(cooldownAt(policy, [change(2, 3, 0)], 5000, 10)?.untilMs).toBe(5000);
  });

  test('of a step policy has one length', () => {
    const steps = stepPolicy({ policyName: 'cpu', cooldownSeconds: 9 });
    const both = [change(2, 3, 0), change(3, 2, 0)].map((each) => cooldownAt(steps, [each], 5000)?.untilMs);
    expect(both).toEqual([10_000, 10_000]);
  });

  test('begins with the end of the change', () => {
    const changes = [change(2, 3, 1000, { endMs: 4000 })];
    expect([1000, 1001, 3999, 4000].map((nowMs) => cooldownAt(policy, changes, nowMs)?.untilMs)).toEqual([
      ...[undefined, undefined, undefined, 44_000],
    ]);
    expect(cooldownAt(policy, changes, 1000)).toBeUndefined();
    expect(cooldownAt(policy, changes, 1001)).toStrictEqual({ direction: 'out', from: 2, to: 3 });
  });

  test('is that of the last change of the policy, not of others', () => {
    const other = { policyName: 'memory' };
    const changes = [change(2, 3, 0, other), change(3, 4, 1000), change(4, 5, 2000, other)];
    expect(cooldownAt(policy, changes, 9000)).toMatchObject({ from: 3, to: 4 });
    expect(cooldownAt(policy, changes.slice(0, 1), 9000)).toBeUndefined();
  });

  test('counts from the first of several scale-outs without a pause', () => {
    const changes = [change(2, 3, 0), change(3, 5, 30_000), change(5, 6, 71_000)];
    expect(cooldownAt(policy, changes.slice(0, 2), 32_000)).toMatchObject({ from: 2, to: 5 });
    expect(cooldownAt(policy, changes, 73_000)).toMatchObject({ from: 5, to: 6 });
  });

  test('in the other direction begins anew', () => {
    expect(cooldownAt(policy, [change(4, 2, 0), change(2, 3, 9000)], 11_000)).toMatchObject({
      from: 2,
      to: 3,
    });
    expect(cooldownAt(policy, [change(2, 4, 0), change(4, 3, 9000)], 11_000)).toMatchObject({
      from: 4,
      to: 3,
    });
  });

  test('counts from the tasks that ran, where they are known', () => {
    const changes = [change(2, 3, 60_000)];
    const tasks = [{ startMs: 0, value: 4 }];
    expect(cooldownThen({ ...record, tasks }, { policy }, changes, 61_000)).toMatchObject({ from: 4, to: 3 });
    expect(cooldownThen(record, { policy }, changes, 61_000)).toMatchObject({ from: 3, direction: 'out' });
  });

  test('is none where the change was overridden', () => {
    const overridden = change(2, 4, 1000, { status: 'Overridden' });
    expect(cooldownAt(policy, [change(1, 2, 0), overridden], 3000)).toBeUndefined();
  });

  test('of a scale-in ends with a scale-out by another policy', () => {
    const removed = change(8, 6, 0);
    const other = { policyName: 'requests' };
    expect(cooldownAt(policy, [removed, change(6, 9, 2000, other)], 3000)).toBeUndefined();
    expect(cooldownAt(policy, [removed, change(6, 5, 2000, other)], 3000)).toMatchObject({ to: 6 });
    const bounds = { ...change(6, 9, 2000), policyName: undefined };
    expect(cooldownAt(policy, [removed, bounds], 3000)).toMatchObject({ to: 6 });
    const added = change(2, 4, 0);
    expect(cooldownAt(policy, [added, change(4, 9, 2000, other)], 3000)).toMatchObject({ to: 4 });
  });

  test('of a change that leaves the count as it is is one of a scale-out', () => {
    expect(cooldownAt(policy, [change(3, 3, 0)], 5000)?.direction).toBe('out');
  });
});
