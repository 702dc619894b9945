import fc from 'fast-check';
import { expect, test } from 'vitest';
import { steady, stepped, tracked } from '../testing/situations.ts';
import { decide } from './decide.ts';
import type { Verdict } from './decision.ts';
import type { AlarmReading, Cooldown, PolicySituation, Situation } from './situation.ts';

const nowMs = 1_000_000;
const numRuns = 1000;
const timeout = 60_000;

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

/** In tenths: of all doubles between two numbers, nearly all are next to zero. */
const tenths = (min: number, max: number) =>
  fc.integer({ min: 10 * min, max: 10 * max }).map((tenth) => tenth / 10);
const value = fc.oneof(tenths(0, 60), tenths(0, 300));

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
      isFresh: fc.boolean(),
    }),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map((each, index): PolicySituation => {
      const policyName = `policy ${index}`;
      const { targetValue, disableScaleIn, adjustment, isFresh } = each;
      const policy = each.isStep
        ? stepped(each.value, { policyName, steps: [{ scalingAdjustment: adjustment }] }, each.cooldown)
        : tracked(each.value, { policyName, targetValue, disableScaleIn }, each.cooldown);
      return isFresh ? policy : withoutValues(policy);
    }),
  );

/** A policy whose alarms were not evaluated just now. */
function withoutValues(policy: PolicySituation): PolicySituation {
  const stale = ({ alarmName, state }: AlarmReading): AlarmReading => ({ alarmName, state });
  if ('alarm' in policy) return { ...policy, alarm: stale(policy.alarm) };
  const { low, ...rest } = policy;
  return { ...rest, high: stale(policy.high), ...(low === undefined ? {} : { low: stale(low) }) };
}

/** Whether a policy would have more tasks, whatever hinders it. */
function wantsOut(each: PolicySituation): boolean {
  if (!('alarm' in each)) return each.high.state === 'ALARM';
  const [step] = each.policy.steps;
  return each.alarm.state === 'ALARM' && (step?.scalingAdjustment ?? 0) > 0;
}

const seldom = fc.integer({ min: 0, max: 7 }).map((chance) => chance === 0);

/** A count within the bounds for the most part, and at them not seldom. */
const count = fc.oneof({ weight: 6, arbitrary: tenths(0, 1) }, { weight: 1, arbitrary: tenths(-1, 2) });

const situations: fc.Arbitrary<Situation> = fc
  .record({
    min: fc.integer({ min: 0, max: 10 }),
    room: fc.integer({ min: 0, max: 20 }),
    running: fc.option(count, { nil: undefined }),
    desired: count,
    isDeploying: seldom,
    isScaleOutSuspended: seldom,
    isScaleInSuspended: seldom,
    policies,
  })
  .map(({ min, room, running, desired, ...rest }) => {
    const at = (share: number) => Math.max(0, min + Math.round(share * room));
    const desiredCount = at(desired);
    return {
      ...{ nowMs, ...rest, minCapacity: min, maxCapacity: min + room, desiredCount },
      runningCount: running === undefined ? desiredCount : at(running),
    };
  });

test('in any situation, a change stays within the bounds and has the direction that it claims', {
  timeout,
}, () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { change } = decide(situation);
      if (change === undefined) return;
      expect(change.capacity).toBeGreaterThanOrEqual(situation.minCapacity);
      expect(change.capacity).toBeLessThanOrEqual(situation.maxCapacity);
      expect(Math.sign(change.capacity - situation.desiredCount)).toBe(change.direction === 'out' ? 1 : -1);
    }),
    { numRuns },
  );
});

test('in any situation, each policy either made the change or has a reason', { timeout }, () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { change, verdicts } = decide(situation);
      const silent = verdicts
        .filter(({ reason }) => reason === undefined)
        .map(({ policyName }) => policyName);
      expect(silent).toEqual(change === undefined ? [] : [change.policyName]);
    }),
    { numRuns },
  );
});

test('of several policies that want out, the one that asks for most is heard', { timeout }, () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { change, verdicts } = decide(situation);
      if (change?.direction !== 'out') return;
      const others = verdicts.filter(({ reason }) => reason?.code === 'OtherPolicyActed');
      const most = Math.max(...others.map(({ asked = 0 }) => asked));
      const isBound = [situation.minCapacity, situation.maxCapacity].includes(change.capacity);
      if (!isBound) expect(change.capacity).toBeGreaterThanOrEqual(most);
    }),
    { numRuns },
  );
});

test('nothing is scaled in while a policy wants to scale out, during a deployment, or while scale-in is suspended', {
  timeout,
}, () => {
  fc.assert(
    fc.property(situations, (situation) => {
      if (decide(situation).change?.direction !== 'in') return;
      expect([situation.isDeploying, situation.isScaleInSuspended]).toEqual([false, false]);
      expect(situation.policies.filter(wantsOut)).toEqual([]);
    }),
    { numRuns },
  );
});

/** Whether a policy has asked for fewer tasks than there are to be, whatever became of it. */
function askedForIn(each: PolicySituation, { reason, asked }: Verdict, situation: Situation): boolean {
  // A step that removes none keeps the running tasks, which may be fewer than are desired.
  const adds = 'alarm' in each && (each.policy.steps[0]?.scalingAdjustment ?? 0) >= 0;
  const keeps = 'alarm' in each && asked !== undefined && asked >= situation.runningCount;
  if (adds || keeps || wantsOut(each)) return false;
  const waits = reason?.code === 'InCooldown' || reason?.code === 'AwaitsEvaluation';
  return (waits && reason.direction === 'in') || (asked !== undefined && asked < situation.desiredCount);
}

test('no policy that has asked for a scale-in is said to disagree to it, and some policy does', {
  timeout,
}, () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { verdicts } = decide(situation);
      const asking = verdicts.filter((verdict, index) => {
        const policy = situation.policies[index];
        return policy !== undefined && askedForIn(policy, verdict, situation);
      });
      const vetoes = verdicts.flatMap(({ reason }) => (reason?.code === 'Vetoed' ? [reason.by] : []));
      expect(vetoes.filter((by) => by.length === 0)).toEqual([]);
      expect(asking.filter(({ policyName }) => vetoes.flat().includes(policyName))).toEqual([]);
    }),
    { numRuns },
  );
});

test('in the cooldown of its scale-out, a policy makes only larger changes', { timeout }, () => {
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
    { numRuns },
  );
});

/** What becomes of the desired count. */
function desiredAfter(situation: Situation): number {
  return decide(situation).change?.capacity ?? situation.desiredCount;
}

/** A policy at two loads, of which the second one is at least as much as the first. */
function atTwoLoads<Kind extends 'tracking' | 'adds' | 'removes'>(...kinds: readonly Kind[]) {
  return fc.record({
    loads: fc
      .tuple(value, value)
      .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const),
    kind: fc.constantFrom(...kinds),
    cooldown: cooldowns,
    targetValue: fc.integer({ min: 1, max: 150 }),
    disableScaleIn: fc.boolean(),
  });
}

type AtTwoLoads = ReturnType<typeof atTwoLoads> extends fc.Arbitrary<infer Policy> ? Policy : never;

/** The more load there is, the more tasks a step adds, or the fewer it removes. */
function policyAt(
  { kind, cooldown, ...each }: AtTwoLoads,
  load: number,
  policyName: string,
): PolicySituation {
  switch (kind) {
    case 'tracking': {
      const { targetValue, disableScaleIn } = each;
      return tracked(load, { policyName, targetValue, disableScaleIn }, cooldown);
    }
    case 'adds':
      return stepped(load, { policyName }, cooldown);
    case 'removes': {
      const steps = [
        { upperBound: -20, scalingAdjustment: -3 },
        { lowerBound: -20, scalingAdjustment: -1 },
      ];
      const { alarm, threshold, ...rest } = stepped(load, { policyName, steps }, cooldown);
      return { ...rest, threshold, alarm: { ...alarm, state: load < threshold ? 'ALARM' : 'OK' } };
    }
  }
}

/**
 * Several policies that may add tasks, with one voice about removing some: of two that AWS lets remove tasks without asking
 * each other, the one that removes fewer acts, so that one of them alone removes more.
 */
const policiesAtTwoLoads: fc.Arbitrary<readonly AtTwoLoads[]> = fc.oneof(
  fc.array(atTwoLoads('tracking', 'adds'), { maxLength: 4 }),
  fc
    .tuple(atTwoLoads('removes'), fc.array(atTwoLoads('tracking', 'adds'), { maxLength: 3 }))
    .map(([removes, others]) => [removes, ...others.map((each) => ({ ...each, disableScaleIn: true }))]),
);

test('more load never leads to fewer tasks', { timeout }, () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), policiesAtTwoLoads, (tasks, all) => {
      const after = (load: 0 | 1) =>
        desiredAfter(
          steady(tasks, {
            ...{ nowMs, minCapacity: 1, maxCapacity: 40 },
            policies: all.map((each, index) => policyAt(each, each.loads[load], `policy ${index}`)),
          }),
        );
      expect(after(1)).toBeGreaterThanOrEqual(after(0));
    }),
    { numRuns },
  );
});

test('under constant load a metric that falls with more tasks comes to rest below its target, without going back and forth', {
  timeout,
}, () => {
  const start = fc.integer({ min: 1, max: 40 });
  const loads = tenths(0, 5000);
  fc.assert(
    fc.property(start, loads, fc.integer({ min: 1, max: 100 }), (tasks, load, targetValue) => {
      const counts = [tasks];
      for (let step = 0; step < 50; step += 1) {
        const count = counts.at(-1) ?? tasks;
        const policies = [tracked(load / count, { targetValue })];
        counts.push(desiredAfter(steady(count, { minCapacity: 1, maxCapacity: 60, policies })));
      }
      const last = counts.at(-1) ?? tasks;
      expect(last).toBe(counts.at(-2));
      expect(load / last <= targetValue * (1 + 1e-6) || last === 60).toBe(true);
      const turns = counts.slice(1).map((count, index) => Math.sign(count - (counts[index] ?? count)));
      expect(new Set(turns.filter((turn) => turn !== 0)).size).toBeLessThanOrEqual(1);
    }),
    { numRuns },
  );
});
