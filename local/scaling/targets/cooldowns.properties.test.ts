import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicySituation } from '../decisions/situation.ts';
import { stepped, tracked } from '../testing/situations.ts';
import { actOnAlarms } from './act-on-alarms.ts';
import type { Activity } from './activity.ts';
import type { ScalableTargetState } from './scalable-target.ts';
import { setScheduledBounds } from './set-bounds.ts';
import { settleActivity } from './settle-activity.ts';

const cooldownSeconds = { cpu: { out: 60, in: 200 }, memory: { out: 0, in: 90 }, steps: 120 } as const;
const mostAdded = 3;
const timeout = 60_000;

interface Values {
  readonly cpu: number;
  readonly memory: number;
  readonly steps: number;
}

function policiesAt({ cpu, memory, steps }: Values): readonly PolicySituation[] {
  const tracking = (policyName: 'cpu' | 'memory') => ({
    policyName,
    scaleOutCooldownSeconds: cooldownSeconds[policyName].out,
    scaleInCooldownSeconds: cooldownSeconds[policyName].in,
  });
  return [
    tracked(cpu, tracking('cpu')),
    tracked(memory, tracking('memory')),
    stepped(steps, { cooldownSeconds: cooldownSeconds.steps }),
  ];
}

type Event =
  | { readonly kind: 'alarms'; readonly values: Values }
  | { readonly kind: 'tasks run' }
  | { readonly kind: 'schedule'; readonly minCapacity: number };

/** Of each policy some that ask for nothing, for more and for less. */
const value = fc.constantFrom(0, 20, 45, 60, 65, 71, 80, 130);
const values: fc.Arbitrary<Values> = fc.record({ cpu: value, memory: value, steps: value });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('alarms' as const), values }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'tasks run' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('schedule' as const),
      minCapacity: fc.integer({ min: 1, max: 9 }),
    }),
  },
);
const course = fc.array(fc.record({ event, afterSeconds: fc.integer({ min: 1, max: 150 }) }), {
  minLength: 1,
  maxLength: 30,
});

type Course = typeof course extends fc.Arbitrary<infer Events> ? Events : never;
interface Before {
  readonly activities: readonly Activity[];
  readonly runningCount: number;
  readonly nowMs: number;
}

type Acted = ReturnType<typeof actOnAlarms>;

/** Runs a course from four tasks on, and gives each decision with the activities before it. */
function run(events: Course, check: (acted: Acted, before: Before) => void): void {
  let target: ScalableTargetState = {
    resourceId: 'service/shop/web',
    ...{ minCapacity: 1, maxCapacity: 40, cooldowns: {}, activities: [] },
    suspended: { scaleOut: false, scaleIn: false, scheduledScaling: false },
  };
  let service = { desiredCount: 4, runningCount: 4, isDeploying: false };
  let nowMs = 0;
  let ids = 0;
  const newId = () => `activity ${++ids}`;
  for (const { event: happened, afterSeconds } of events) {
    nowMs += afterSeconds * 1000;
    switch (happened.kind) {
      case 'alarms': {
        const acted = actOnAlarms(target, service, policiesAt(happened.values), { nowMs, newId });
        const { activities } = target;
        check(acted, { activities, nowMs, runningCount: service.runningCount });
        target = acted.target;
        service = { ...service, desiredCount: acted.desiredCount ?? service.desiredCount };
        break;
      }
      case 'tasks run': {
        service = { ...service, runningCount: service.desiredCount };
        const policies = policiesAt({ cpu: 0, memory: 0, steps: 0 }).map(({ policy }) => policy);
        target = settleActivity(target, service, policies, nowMs);
        break;
      }
      case 'schedule': {
        const { minCapacity } = happened;
        const set = setScheduledBounds(target, { name: 'a', minCapacity }, service, { nowMs, newId });
        target = set.target;
        service = { ...service, desiredCount: set.desiredCount ?? service.desiredCount };
      }
    }
  }
}

function secondsAfter(policyName: string, direction: 'out' | 'in'): number {
  if (policyName === 'cpu' || policyName === 'memory') return cooldownSeconds[policyName][direction];
  return cooldownSeconds.steps;
}

/** The last change that a policy made, where it or its cooldown still counts: the activities alone tell it. */
function stillCounts(policyName: string, activities: readonly Activity[], nowMs: number) {
  const index = activities.findIndex(({ change }) => change?.policyName === policyName);
  const { change, status, endTimeMs = nowMs } = activities[index] ?? {};
  if (change === undefined || status === 'Overridden') return undefined;
  const since = activities.slice(0, index);
  const isEnded =
    change.direction === 'in' &&
    since.some(({ change: later }) => later?.direction === 'out' && later.policyName !== undefined);
  const isOver =
    status === 'Successful' && nowMs >= endTimeMs + 1000 * secondsAfter(policyName, change.direction);
  return isEnded || isOver ? undefined : change;
}

test('a policy waits only while its own last change, or the cooldown after it, is not over', {
  timeout,
}, () => {
  fc.assert(
    fc.property(course, (events) =>
      run(events, ({ decision }, { activities, nowMs }) => {
        for (const { policyName, reason } of decision.verdicts) {
          if (reason?.code !== 'InCooldown') continue;
          expect(stillCounts(policyName, activities, nowMs)?.direction).toBe(reason.direction);
        }
      }),
    ),
    { numRuns: 1000 },
  );
});

test('in a cooldown nothing is scaled in, and only a larger scale-out acts', { timeout }, () => {
  fc.assert(
    fc.property(course, (events) =>
      run(events, ({ decision: { change } }, { activities, nowMs }) => {
        if (change === undefined) return;
        const last = stillCounts(change.policyName, activities, nowMs);
        if (change.direction === 'out' && last?.direction === 'out') {
          expect(change.capacity).toBeGreaterThan(last.to);
        }
        if (change.direction === 'out') return;
        // The policies of target tracking agree with each other, cooldowns included.
        const agreeing = change.policyName === 'steps' ? ['steps'] : ['cpu', 'memory'];
        const directions = agreeing.map((name) => stillCounts(name, activities, nowMs)?.direction);
        expect(directions).not.toContain('in');
      }),
    ),
    { numRuns: 1000 },
  );
});

test('a step policy adds no more than its largest step in cooldowns that follow each other', {
  timeout,
}, () => {
  fc.assert(
    fc.property(course, (events) => {
      let base: number | undefined;
      run(events, ({ decision: { change } }, { activities, runningCount, nowMs }) => {
        if (stillCounts('steps', activities, nowMs) === undefined) base = undefined;
        if (change?.policyName !== 'steps') return;
        base ??= runningCount;
        expect(change.capacity).toBeLessThanOrEqual(base + mostAdded);
      });
    }),
    { numRuns: 1000 },
  );
});
