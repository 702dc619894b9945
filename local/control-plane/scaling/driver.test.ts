import { describe, expect, test } from 'vitest';
import { jsonLog } from '../logger.ts';
import { createReconcileLoop } from '../loop/reconcile-loop.ts';
import { createScheduler } from '../planning.ts';
import { confirmations } from '../scheduler/testing/cluster-fixtures.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { parseState, stateText } from '../state/state-text.ts';
import { driveScaling } from './driver.ts';
import { putScheduledAction } from './scheduled-actions.ts';
import { manualClock, settled } from './testing/manual-clock.ts';
import {
  cpuPolicy,
  desiredCount,
  evaluated,
  minute,
  scaledStore,
  start,
  web,
  withPolicies,
} from './testing/scaled-store.ts';

const code = 'c0de';

/** A control plane on a world in which everything comes about at once. */
function controlPlane(initial: PersistedState, nowMs = start) {
  const clock = manualClock(nowMs);
  const stop = new AbortController();
  const written: string[] = [];
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line), clock.now);
  const loop = createReconcileLoop({
    ...{ initial, scheduler: createScheduler(), clock, log, signal: stop.signal },
    save: async (state) => {
      written.push(stateText(state, code));
    },
  });
  loop.onEffect((effect) => {
    for (const fact of confirmations(loop.state(), effect)) loop.observe(fact);
  });
  const driver = driveScaling({ loop, clock, log, signal: stop.signal, timeScale: 1 });
  return { clock, loop, driver, written, lines, stop: () => stop.abort() };
}

const tracked = withPolicies(scaledStore(), cpuPolicy());
const loud = evaluated(tracked, { cpu: 100 });

test('the action of an alarm scales a service, and its activity ends when the tasks are running', async () => {
  const { loop, driver, stop } = controlPlane(loud.state);
  loop.start();
  await settled();
  driver.onScalingActions(loud.actions);
  await settled();
  expect(desiredCount(loop.persisted())).toBe(3);
  expect(web(loop.persisted()).state.activities).toMatchObject([{ status: 'Successful' }]);
  expect(web(loop.persisted()).state.cooldowns).toMatchObject({ cpu: { direction: 'out' } });
  stop();
});

test('nothing is scaled before the loop plans, or after it was stopped', async () => {
  const { loop, driver, stop } = controlPlane(loud.state);
  driver.onScalingActions(loud.actions);
  await settled();
  expect(loop.persisted()).toBe(loud.state);
  loop.start();
  await settled();
  stop();
  driver.onScalingActions(loud.actions);
  await settled();
  expect(desiredCount(loop.persisted())).toBe(2);
});

test('verdicts are recorded as soon as the alarms are evaluated', async () => {
  const { loop, stop } = controlPlane(evaluated(tracked, { cpu: 65 }).state);
  loop.start();
  await settled();
  expect(web(loop.persisted()).decisions).toMatchObject([
    { decision: { verdicts: [{ reason: { code: 'WithinThresholds' } }] } },
  ]);
  stop();
});

describe('scheduled actions', () => {
  const action = { scheduledActionName: 'hourly', schedule: 'rate(1 hour)', minCapacity: 4 };
  const scheduled = putScheduledAction(tracked, web(tracked), { action, owner: 'api' }, start);

  test('run when they are due, again and again', async () => {
    const { loop, clock, stop } = controlPlane(scheduled);
    loop.start();
    await settled();
    await clock.advance(59 * minute);
    expect(desiredCount(loop.persisted())).toBe(2);
    await clock.advance(minute);
    expect(desiredCount(loop.persisted())).toBe(4);
    const ranAtMs = () => web(loop.persisted()).scheduledActions.hourly?.lastRunMs;
    expect(ranAtMs()).toBe(start + 60 * minute);
    await clock.advance(60 * minute);
    expect(ranAtMs()).toBe(start + 120 * minute);
    stop();
  });

  test('that are far in the future do not overflow a timer', async () => {
    const far = { ...action, schedule: 'rate(1 day)' };
    const state = putScheduledAction(tracked, web(tracked), { action: far, owner: 'api' }, start);
    const { loop, clock, stop } = controlPlane(state);
    loop.start();
    await settled();
    for (let hour = 0; hour < 24; hour += 1) await clock.advance(60 * minute);
    expect(desiredCount(loop.persisted())).toBe(4);
    stop();
  });

  test('run in time after the machine slept', async () => {
    const { loop, clock, stop } = controlPlane(scheduled);
    loop.start();
    await settled();
    clock.suspend(40 * minute);
    await clock.advance(19 * minute);
    expect(desiredCount(loop.persisted())).toBe(2);
    await clock.advance(minute);
    expect(desiredCount(loop.persisted())).toBe(4);
    stop();
  });

  test('that were missed while no process was running are skipped', async () => {
    const { loop, clock, stop } = controlPlane(scheduled, start + 90 * minute);
    loop.start();
    await settled();
    await clock.advance(1);
    expect(desiredCount(loop.persisted())).toBe(2);
    await clock.advance(30 * minute);
    expect(desiredCount(loop.persisted())).toBe(4);
    stop();
  });

  test('that are created later run as well', async () => {
    const { loop, clock, stop } = controlPlane(tracked);
    loop.start();
    await settled();
    await loop.transact((state, nowMs) => ({
      state: putScheduledAction(state, web(state), { action, owner: 'api' }, nowMs),
      result: undefined,
    }));
    await settled();
    await clock.advance(60 * minute);
    expect(desiredCount(loop.persisted())).toBe(4);
    stop();
  });
});

test('a process that is killed at any moment continues where it was: the same count, and one change', async () => {
  const bounded = withPolicies(scaledStore(2, { maxCapacity: 3 }), cpuPolicy());
  const { state: alarmed, actions } = evaluated(bounded, { cpu: 100 });
  const first = controlPlane(alarmed);
  first.loop.start();
  await settled();
  first.driver.onScalingActions(actions);
  await settled();
  first.stop();
  expect(first.written.length).toBeGreaterThan(3);
  for (const text of first.written) {
    // The alarms have a schema of their own.
    const left = { ...parseState(text, code), alarms: alarmed.alarms ?? {} };
    const next = controlPlane(left, start + minute);
    next.loop.start();
    await settled();
    next.driver.onScalingActions(actions);
    await settled();
    const state = next.loop.persisted();
    expect(desiredCount(state)).toBe(3);
    const changes = web(state).state.activities.filter(({ change }) => change !== undefined);
    expect(changes).toMatchObject([{ status: 'Successful' }]);
    next.stop();
  }
});
