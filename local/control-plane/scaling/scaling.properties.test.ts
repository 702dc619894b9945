import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PersistedState } from '../state/persisted-state.ts';
import { parseState, stateText } from '../state/state-text.ts';
import { actOnActions } from './decide-scaling.ts';
import { followCluster } from './follow-cluster.ts';
import {
  cpuPolicy,
  deploying,
  desiredCount,
  evaluated,
  memoryPolicy,
  obliged,
  scaledStore,
  second,
  setByHand,
  start,
  web,
  withPolicies,
} from './testing/scaled-store.ts';

/** What happens to a service that is scaled by CPU and memory. */
type Event =
  | { readonly kind: 'alarms'; readonly cpu: number; readonly memory: number }
  | { readonly kind: 'tasks run' }
  | { readonly kind: 'deployment' }
  | { readonly kind: 'set by hand'; readonly count: number };

interface Timed {
  readonly event: Event;
  readonly afterSeconds: number;
}

const value = fc.integer({ min: 0, max: 130 });

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('alarms' as const), cpu: value, memory: value }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'tasks run' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'deployment' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('set by hand' as const),
      count: fc.integer({ min: 0, max: 14 }),
    }),
  },
);

const course = fc.array(fc.record({ event, afterSeconds: fc.integer({ min: 1, max: 400 }) }), {
  minLength: 1,
  maxLength: 25,
});

const initial = withPolicies(scaledStore(4), cpuPolicy(), memoryPolicy({ scaleInCooldownSeconds: 60 }));

function next(state: PersistedState, happened: Event, nowMs: number): PersistedState {
  const time = { nowMs, timeScale: 1 };
  switch (happened.kind) {
    case 'alarms': {
      const seen = evaluated(state, { cpu: happened.cpu, memory: happened.memory });
      return actOnActions(seen.state, seen.actions, time);
    }
    case 'tasks run':
      return followCluster(obliged(state, nowMs), time);
    case 'deployment':
      return deploying(state, nowMs);
    case 'set by hand':
      return followCluster(setByHand(state, happened.count, nowMs), time);
  }
}

interface Moment {
  readonly before: PersistedState;
  readonly after: PersistedState;
  readonly event: Event;
  readonly nowMs: number;
}

function follow(events: readonly Timed[], between: (state: PersistedState) => PersistedState = (s) => s) {
  const moments: Moment[] = [];
  let state = initial;
  let nowMs = start;
  for (const { event: happened, afterSeconds } of events) {
    nowMs += afterSeconds * second;
    const before = between(state);
    state = next(before, happened, nowMs);
    moments.push({ before, after: state, event: happened, nowMs });
  }
  return { moments, state };
}

function changes(events: readonly Timed[]): readonly Moment[] {
  return follow(events).moments.filter(
    ({ event: { kind }, before, after }) => kind === 'alarms' && desiredCount(before) !== desiredCount(after),
  );
}

test('decisions are within the bounds', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(course, (events) => {
      for (const { after } of changes(events)) {
        expect(desiredCount(after)).toBeGreaterThanOrEqual(2);
        expect(desiredCount(after)).toBeLessThanOrEqual(10);
      }
    }),
    { numRuns: 150 },
  );
});

test('in a cooldown, a policy makes only the changes that AWS makes: only larger ones after a scale-out', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(course, (events) => {
      for (const { before, after, nowMs } of changes(events)) {
        const change = web(after).decisions[0]?.decision.change;
        if (change === undefined) throw new Error('nothing was decided');
        const cooldown = web(before).state.cooldowns[change.policyName];
        const isRunning = cooldown !== undefined && nowMs < (cooldown.untilMs ?? Infinity);
        if (!isRunning || cooldown.direction !== change.direction) continue;
        expect(change.direction).toBe('out');
        const asked = web(after).decisions[0]?.decision.verdicts.find(
          ({ policyName }) => policyName === change.policyName,
        )?.asked;
        expect(asked).toBeGreaterThan(cooldown.to);
      }
    }),
    { numRuns: 150 },
  );
});

test('nothing is scaled in during a deployment, or while a policy wants more tasks', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(course, (events) => {
      for (const { before, after, event: happened } of changes(events)) {
        if (desiredCount(after) > desiredCount(before) || happened.kind !== 'alarms') continue;
        const isDeploying = web(after).decisions[0]?.isDeploying;
        expect([isDeploying, happened.cpu > 70, happened.memory > 80]).toEqual([false, false, false]);
      }
    }),
    { numRuns: 150 },
  );
});

test('each change is one activity, and at most one is in progress', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(course, (events) => {
      const { moments, state } = follow(events);
      const made = moments.filter(
        ({ event: { kind }, before, after }) =>
          kind === 'alarms' && desiredCount(before) !== desiredCount(after),
      );
      const { activities } = web(state).state;
      expect(activities.filter(({ change }) => change !== undefined)).toHaveLength(made.length);
      expect(activities.filter(({ status }) => status === 'InProgress').length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});

test('a process that is killed before any of it ends where it would have ended', { timeout: 60_000 }, () => {
  const restarted = (state: PersistedState): PersistedState => {
    const read = parseState(stateText(state, 'c0de'), 'c0de');
    // The alarms have a schema of their own.
    return state.alarms === undefined ? read : { ...read, alarms: state.alarms };
  };
  fc.assert(
    fc.property(course, (events) => {
      expect(follow(events, restarted).state).toEqual(follow(events).state);
    }),
    { numRuns: 40 },
  );
});
