import { describe, expect, test } from 'vitest';
import type { PersistedState } from '../state/persisted-state.ts';
import { actOnActions, noteQuiet } from './decide-scaling.ts';
import { followCluster } from './follow-cluster.ts';
import { registerTarget } from './targets.ts';
import {
  actionsOf,
  cpuPolicy,
  deploying,
  desiredCount,
  evaluated,
  judged,
  memoryPolicy,
  minute,
  obliged,
  policyOf,
  scaledStore,
  second,
  setByHand,
  start,
  stepPolicy,
  toldOf,
  web,
  webId,
  webService,
  withPolicies,
  withStepAlarm,
} from './testing/scaled-store.ts';

const at = (nowMs: number, timeScale = 1) => ({ nowMs, timeScale });

/** One evaluation of alarms with these values, and what came of it. */
function act(
  state: PersistedState,
  values: Readonly<Record<string, number | undefined>>,
  nowMs = start,
): PersistedState {
  const { state: judgedState, actions } = evaluated(state, values);
  return actOnActions(judgedState, actions, at(nowMs));
}

const tracked = (tasks = 2) => withPolicies(scaledStore(tasks), cpuPolicy());

describe('an alarm of target tracking', () => {
  const alarmName = (state: PersistedState, end: 0 | 1) => policyOf(state, 'cpu').alarmNames[end];

  test('sets the desired count, with an activity and a service event', () => {
    const before = tracked();
    const scaled = act(before, { cpu: 100 });
    const cause = `monitor alarm ${alarmName(before, 0)} in state ALARM triggered policy cpu`;
    const statusMessage = 'Successfully set desired count to 3. Waiting for change to be fulfilled by ecs.';
    expect(desiredCount(scaled)).toBe(3);
    expect(web(scaled).state.activities).toMatchObject([
      {
        description: 'Setting desired count to 3.',
        cause,
        status: 'InProgress',
        statusMessage,
        startTimeMs: start,
      },
    ]);
    expect(toldOf(scaled)).toEqual([`Message: ${statusMessage} Cause: ${cause}`]);
  });

  test('ends its activity and starts its cooldown once the tasks are running', () => {
    const scaled = act(tracked(), { cpu: 100 });
    expect(followCluster(scaled, at(start + second))).toBe(scaled);
    const running = obliged(scaled, start + 20 * second);
    const settled = followCluster(running, at(start + 20 * second));
    expect(web(settled).state.activities).toMatchObject([
      { status: 'Successful', endTimeMs: start + 20 * second },
    ]);
    expect(web(settled).state.cooldowns).toMatchObject({
      cpu: { direction: 'out', untilMs: start + 320 * second },
    });
    expect(toldOf(settled)[0]).toContain(
      'Successfully set desired count to 3. Change successfully fulfilled by ecs.',
    );
    expect(followCluster(settled, at(start + 21 * second))).toBe(settled);
  });

  test('has a cooldown that the time scale shortens', () => {
    const running = obliged(act(tracked(), { cpu: 100 }), start + 20 * second);
    const settled = followCluster(running, at(start + 20 * second, 10));
    expect(web(settled).state.cooldowns.cpu?.untilMs).toBe(start + 50 * second);
  });

  test('has its activity overridden when the desired count is set by hand', () => {
    const changed = setByHand(act(tracked(), { cpu: 100 }), 5, start + second);
    const settled = followCluster(changed, at(start + 2 * second));
    expect(web(settled).state.activities).toMatchObject([
      {
        status: 'Overridden',
        statusMessage: 'Successfully set desired count to 3. Found it was later changed to 5.',
        endTimeMs: start + 2 * second,
      },
    ]);
  });

  test('removes tasks down to the target, and none during a deployment', () => {
    const idle = tracked(8);
    expect(desiredCount(act(idle, { cpu: 20 }))).toBe(3);
    const held = act(deploying(idle, start), { cpu: 20 });
    expect(desiredCount(held)).toBe(8);
    expect(web(held).state.activities).toMatchObject([
      { notScaled: { code: 'TargetServicePutResourceAsUnscalable' } },
    ]);
    expect(desiredCount(act(deploying(idle, start), { cpu: 100 }))).toBe(10);
  });

  test('that changes nothing is visible on request only', () => {
    const full = act(tracked(10), { cpu: 100 });
    expect(web(full).state.activities).toMatchObject([
      { status: 'Failed', notScaled: { code: 'AlreadyAtMaxCapacity', maxCapacity: 10 } },
    ]);
    expect(toldOf(full)).toEqual([]);
  });

  test('whose actions are disabled has no effect, and the decision says so', () => {
    const { state, actions } = evaluated(tracked(), { cpu: 100 });
    const name = alarmName(state, 0) ?? '';
    const alarm = state.alarms?.[name];
    if (alarm === undefined) throw new Error('there is no alarm');
    const definition = { ...alarm.definition, actionsEnabled: false };
    const disabled = { ...state, alarms: { ...state.alarms, [name]: { ...alarm, definition } } };
    expect(desiredCount(actOnActions(disabled, actions, at(start)))).toBe(2);
    expect(web(noteQuiet(disabled, at(start))).decisions[0]?.decision.verdicts).toEqual([
      { policyName: 'cpu', reason: { code: 'ActionsDisabled', alarmName: name } },
    ]);
  });

  test('that was deleted has no effect', () => {
    const { state, actions } = evaluated(tracked(), { cpu: 100 });
    expect(actOnActions({ ...state, alarms: {} }, actions, at(start)).cluster).toBe(state.cluster);
  });
});

describe('the data of an alarm', () => {
  const transition = (state: PersistedState, atMs: number) => {
    const seen = evaluated(state, { cpu: 100 });
    const alarms = Object.fromEntries(
      Object.entries(seen.state.alarms ?? {}).map(([name, record]) => [
        name,
        { ...record, stateTransitionedAtMs: atMs },
      ]),
    );
    const actions = seen.actions.map((action) => ({ ...action, from: 'OK', isRepeat: false }) as const);
    return { state: { ...seen.state, alarms }, actions };
  };

  test.each([
    ['of 5.7 seconds is acted upon', 5.7, 3],
    ['of 15.6 seconds is not acted upon', 15.6, 2],
  ])('%s', (_age, seconds, count) => {
    const { state, actions } = transition(tracked(), start - seconds * second);
    expect(desiredCount(actOnActions(state, actions, at(start)))).toBe(count);
  });

  test('is acted on once: a policy whose alarm has not just been evaluated waits', () => {
    const both = withPolicies(scaledStore(8), cpuPolicy(), memoryPolicy());
    const { state } = evaluated(both, { memory: 100 });
    expect(desiredCount(act(state, { cpu: 20 }))).toBe(8);
    expect(desiredCount(act(state, { cpu: 20, memory: 20 }))).toBe(3);
  });

  test('of an alarm that is no longer in ALARM is not acted on', () => {
    const { state, actions } = evaluated(tracked(), { cpu: 100 });
    const recovered = evaluated(state, { cpu: 50 }).state;
    expect(actOnActions(recovered, actions, at(start))).toBe(recovered);
  });
});

/** Timelines of real accounts: the target is 50, and one task runs of 1 to 2. */
describe('as it was captured', () => {
  const bounds = { minCapacity: 1, maxCapacity: 2 };
  const single = withPolicies(scaledStore(1, bounds), cpuPolicy({ targetValue: 50 }), memoryPolicy());

  test('a scale-out takes place once and is then reported to be at the maximum, without a new transition', () => {
    const out = act(single, { cpu: 100 }, start + 204 * second);
    expect(desiredCount(out)).toBe(2);
    expect(web(out).state.activities[0]?.startTimeMs).toBe(start + 204 * second);
    const running = obliged(out, start + 230 * second);
    const settled = followCluster(running, at(start + 230 * second));
    const atMaximum = act(settled, { cpu: 100 }, start + 324 * second);
    expect(web(atMaximum).state.activities).toMatchObject([
      { status: 'Failed', notScaled: { code: 'AlreadyAtMaxCapacity', maxCapacity: 2 } },
      { status: 'Successful', change: { from: 1, to: 2 } },
    ]);
  });

  test('a reason is reported once, whichever policy has it, until it changes', () => {
    const full = withPolicies(scaledStore(2, bounds), cpuPolicy({ targetValue: 50 }), memoryPolicy());
    const rows = (state: PersistedState) =>
      web(state).state.activities.map(({ notScaled }) => notScaled?.code);
    const once = act(full, { cpu: 100 }, start);
    const again = act(once, { cpu: 100 }, start + minute);
    const other = act(again, { cpu: 20, memory: 100 }, start + 2 * minute);
    expect(rows(other)).toEqual(['AlreadyAtMaxCapacity']);
    const floor = registerTarget(
      other,
      webService(other),
      { resourceId: webId, minCapacity: 2, maxCapacity: 2 },
      start,
    );
    const low = act(floor, { cpu: 20, memory: 20 }, start + 3 * minute);
    const high = act(low, { cpu: 100 }, start + 4 * minute);
    expect(rows(high)).toEqual(['AlreadyAtMaxCapacity', 'AlreadyAtMinCapacity', 'AlreadyAtMaxCapacity']);
  });
});

describe('a desired count set by hand below the minimum', () => {
  const low = setByHand(withPolicies(scaledStore(4, { minCapacity: 3 }), cpuPolicy()), 1, start);

  test('stays until an alarm scales out, and then goes to the minimum first', () => {
    expect(followCluster(low, at(start))).toBe(low);
    expect(desiredCount(act(low, { cpu: 20 }))).toBe(1);
    expect(desiredCount(act(low, { cpu: 100 }))).toBe(3);
  });

  test('stays until the target is registered again', () => {
    const registration = { resourceId: webId, minCapacity: 3, maxCapacity: 10 };
    const registered = registerTarget(low, webService(low), registration, start);
    expect(desiredCount(registered)).toBe(3);
    expect(web(registered).state.activities[0]?.cause).toBe('minimum capacity was set to 3');
  });
});

describe('a step scaling policy', () => {
  const stepped = withStepAlarm(withPolicies(scaledStore(4), stepPolicy()));
  const raised = (values: readonly number[]) => {
    const alarm = stepped.alarms?.busy;
    if (alarm === undefined) throw new Error('there is no alarm');
    const busy = { ...judged(alarm, 100), recentDatapoints: values };
    return actOnActions({ ...stepped, alarms: { ...stepped.alarms, busy } }, actionsOf(busy), at(start));
  };

  test('acts on an alarm that refers to it', () => {
    const scaled = raised([60, 60]);
    expect(desiredCount(scaled)).toBe(6);
    expect(web(scaled).state.activities[0]?.cause).toBe(
      'monitor alarm busy in state ALARM triggered policy steps',
    );
  });

  test('uses the values of the evaluated periods, not older ones', () => {
    const decided = web(raised([10, 60, 70])).decisions[0];
    expect(decided?.decision).toMatchObject({ change: { capacity: 6 } });
    const steps = [
      { lowerBound: 0, upperBound: 10, scalingAdjustment: 1 },
      { lowerBound: 10, scalingAdjustment: 5 },
    ];
    const finer = withStepAlarm(withPolicies(scaledStore(4), stepPolicy({ steps })));
    const alarm = finer.alarms?.busy;
    if (alarm === undefined) throw new Error('there is no alarm');
    const busy = { ...judged(alarm, 100), recentDatapoints: [10, 60, 70] };
    const acted = actOnActions({ ...finer, alarms: { ...finer.alarms, busy } }, actionsOf(busy), at(start));
    expect(desiredCount(acted)).toBe(9);
  });

  test('without an alarm does nothing for want of one', () => {
    const alone = noteQuiet(withPolicies(scaledStore(), stepPolicy()), at(start));
    expect(web(alone).decisions[0]?.decision.verdicts).toEqual([
      { policyName: 'steps', reason: { code: 'NoAlarm' } },
    ]);
  });
});

describe('the recorded decisions', () => {
  test('are one for each change of the verdicts, with the counts, the alarms and their values', () => {
    const full = tracked(10);
    const once = act(full, { cpu: 100 }, start);
    const again = act(once, { cpu: 90 }, start + minute);
    expect(web(again).decisions).toMatchObject([
      { decision: { verdicts: [{ asked: 13, reason: { code: 'AlreadyAtMaxCapacity' } }] } },
      {
        atMs: start,
        ...{ runningCount: 10, desiredCount: 10, isDeploying: false },
        decision: { verdicts: [{ asked: 15, reason: { code: 'AlreadyAtMaxCapacity' } }] },
        alarms: [
          { policyName: 'cpu', state: 'ALARM', value: 100 },
          { policyName: 'cpu', state: 'OK', value: 100 },
        ],
      },
    ]);
    const repeated = act(again, { cpu: 90 }, start + 2 * minute);
    expect(web(repeated).decisions).toBe(web(again).decisions);
  });

  test('include policies without an alarm in ALARM', () => {
    const quiet = noteQuiet(evaluated(tracked(), { cpu: 65 }).state, at(start));
    expect(web(quiet).decisions).toMatchObject([
      { decision: { verdicts: [{ policyName: 'cpu', reason: { code: 'WithinThresholds' } }] } },
    ]);
    expect(noteQuiet(quiet, at(start + minute))).toBe(quiet);
    const loud = evaluated(quiet, { cpu: 100 }).state;
    expect(noteQuiet(loud, at(start + minute))).toBe(loud);
  });

  test('are the newest 100', () => {
    let state = tracked(10);
    for (let turn = 0; turn < 120; turn += 1) state = act(state, { cpu: 71 + (turn % 2) * 20 }, start + turn);
    expect(web(state).decisions).toHaveLength(100);
    expect(web(state).decisions[0]?.atMs).toBe(start + 119);
  });
});
