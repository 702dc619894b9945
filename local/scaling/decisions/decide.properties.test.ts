import fc from 'fast-check';
import { expect, test } from 'vitest';
import { steady, stepped, tracked } from '../testing/situations.ts';
import { decide } from './decide.ts';
import type { Cooldown, PolicySituation, Situation } from './situation.ts';

const nowMs = 1_000_000;

const cooldowns: fc.Arbitrary<Cooldown | undefined> = fc.option(
  fc.record(
    {
      direction: fc.constantFrom('out' as const, 'in' as const),
      from: fc.integer({ min: 0, max: 30 }),
      to: fc.integer({ min: 0, max: 30 }),
      untilMs: fc.integer({ min: nowMs - 1000, max: nowMs + 1000 }),
    },
    { requiredKeys: ['direction', 'from', 'to'] },
  ),
  { nil: undefined },
);

const value = fc.double({ min: 0, max: 300, noNaN: true });

/** Policies as they are at a value, with names of their own. */
const policies = fc
  .array(
    fc.record({
      value,
      cooldown: cooldowns,
      isStep: fc.boolean(),
      targetValue: fc.integer({ min: 1, max: 150 }),
      disableScaleIn: fc.boolean(),
      adjustment: fc.integer({ min: -3, max: 5 }),
    }),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map((each, index): PolicySituation => {
      const policyName = `policy ${index}`;
      const { targetValue, disableScaleIn, adjustment } = each;
      return each.isStep
        ? stepped(each.value, { policyName, steps: [{ scalingAdjustment: adjustment }] }, each.cooldown)
        : tracked(each.value, { policyName, targetValue, disableScaleIn }, each.cooldown);
    }),
  );

const situations: fc.Arbitrary<Situation> = fc
  .record({
    min: fc.integer({ min: 0, max: 10 }),
    room: fc.integer({ min: 0, max: 20 }),
    runningCount: fc.integer({ min: 0, max: 35 }),
    desiredCount: fc.integer({ min: 0, max: 35 }),
    isDeploying: fc.boolean(),
    isScaleOutSuspended: fc.boolean(),
    isScaleInSuspended: fc.boolean(),
    policies,
  })
  .map(({ min, room, ...rest }) => steady(0, { nowMs, ...rest, minCapacity: min, maxCapacity: min + room }));

test('whatever the situation, a change stays within the bounds and goes the way that it says', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { change } = decide(situation);
      if (change === undefined) return;
      expect(change.capacity).toBeGreaterThanOrEqual(situation.minCapacity);
      expect(change.capacity).toBeLessThanOrEqual(situation.maxCapacity);
      expect(Math.sign(change.capacity - situation.desiredCount)).toBe(change.direction === 'out' ? 1 : -1);
    }),
    { numRuns: 2000 },
  );
});

test('whatever the situation, each policy either made the change or has a reason', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { change, verdicts } = decide(situation);
      const silent = verdicts
        .filter(({ reason }) => reason === undefined)
        .map(({ policyName }) => policyName);
      expect(silent).toEqual(change === undefined ? [] : [change.policyName]);
    }),
    { numRuns: 2000 },
  );
});

test('nothing is scaled in while a policy wants out, during a deployment, or while it is suspended', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { change, verdicts } = decide(situation);
      if (change?.direction !== 'in') return;
      expect([situation.isDeploying, situation.isScaleInSuspended]).toEqual([false, false]);
      const highs = situation.policies.map((each) => ('high' in each ? each.high.state : 'OK'));
      expect(highs).not.toContain('ALARM');
      const waits = verdicts.some(
        ({ reason }) => reason?.code === 'InCooldown' && reason.direction === 'out',
      );
      expect(waits).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('a policy whose scale-out is not over makes no change that is not larger than it', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { change } = decide(situation);
      const cooldown = situation.policies.find(
        ({ policy }) => policy.policyName === change?.policyName,
      )?.cooldown;
      const runs = cooldown !== undefined && (cooldown.untilMs === undefined || cooldown.untilMs > nowMs);
      if (change === undefined || !runs || cooldown.direction !== change.direction) return;
      expect(change.direction).toBe('out');
      // Unless the count was set by hand to one below the minimum.
      if (situation.desiredCount >= situation.minCapacity) {
        expect(Math.min(cooldown.to + 1, situation.maxCapacity)).toBeLessThanOrEqual(change.capacity);
      }
    }),
    { numRuns: 2000 },
  );
});

/** What becomes of the desired count. */
function desiredAfter(situation: Situation): number {
  return decide(situation).change?.capacity ?? situation.desiredCount;
}

test('more load never asks for fewer tasks', () => {
  const count = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(count, fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 3 }), (tasks, loads) => {
      const at = (more: 0 | 1) =>
        desiredAfter(
          steady(tasks, {
            minCapacity: 1,
            maxCapacity: 40,
            policies: loads.map((pair, index) =>
              tracked(more === 1 ? Math.max(...pair) : Math.min(...pair), { policyName: `policy ${index}` }),
            ),
          }),
        );
      expect(at(1)).toBeGreaterThanOrEqual(at(0));
    }),
    { numRuns: 2000 },
  );
});

test('under constant load a metric that falls with more tasks comes to rest, without going back and forth', () => {
  const start = fc.integer({ min: 1, max: 40 });
  const loads = fc.double({ min: 0, max: 3000, noNaN: true });
  fc.assert(
    fc.property(start, loads, fc.integer({ min: 1, max: 100 }), (tasks, load, targetValue) => {
      const counts = [tasks];
      for (let step = 0; step < 50; step += 1) {
        const count = counts.at(-1) ?? tasks;
        const policies = [tracked(load / count, { targetValue })];
        counts.push(desiredAfter(steady(count, { minCapacity: 1, maxCapacity: 60, policies })));
      }
      expect(counts.at(-1)).toBe(counts.at(-2));
      const turns = counts.slice(1).map((count, index) => Math.sign(count - (counts[index] ?? count)));
      expect(new Set(turns.filter((turn) => turn !== 0)).size).toBeLessThanOrEqual(1);
    }),
    { numRuns: 1000 },
  );
});
